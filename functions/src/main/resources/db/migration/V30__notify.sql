-- Whom to tell, how, and why somebody was not told.

alter table notification
  alter column incident_id drop not null,     -- a digest is about many
  alter column channel     drop not null,     -- nobody chosen yet
  alter column recipient   drop not null,
  add column kind          varchar(16)  not null default 'OPENED',
  add column level         int          not null default 0,
  add column address       varchar(320),
  add column suppressed_by varchar(16),
  add column reason        text,              -- why suppressed, failed, or tried again
  add column digest_id     uuid references notification,
  add column receipt       varchar(200),      -- the channel's name for it
  add column delivered_at  timestamptz;
create index notification_new on notification (created_at) where state = 'NEW';
create index notification_held on notification (recipient, created_at) where state = 'HELD';
create index notification_receipt on notification (receipt) where receipt is not null;
create index notification_incident on notification (incident_id);
create index notification_recent on notification (recipient, next_attempt_at) where state in ('PENDING', 'SENT', 'DELIVERED');

-- How people are reached.
create table contact (
  person  varchar(64)  primary key,
  phone   varchar(20),
  email   varchar(254),
  version int          not null
);

create table on_call_plan (
  site    varchar(64) primary key,
  plan    text        not null,               -- JSON
  version int         not null
);
