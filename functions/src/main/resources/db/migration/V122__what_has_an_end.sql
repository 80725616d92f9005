-- What is kept for a time finds what is too old by what is too old.

-- Since when the picture of a frame to learn from is gone; null as long as there may be one.
alter table sampled_frame add column gone_at timestamptz;
create index sampled_frame_kept on sampled_frame (captured_at, id) where gone_at is null;

create index early_message_age on early_message (received_at);

-- Telephones and mailboxes that people were told at, until they are forgotten.
create index notification_address_age on notification (created_at) where address is not null;
