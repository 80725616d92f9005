-- Routing asks who was told lately with each round; in a storm most messages of that time were suppressed, and are not read.

create index notification_told on notification (created_at) where state in ('PENDING', 'SENT', 'DELIVERED', 'HELD');
drop index notification_recent;
