-- What became of messages whose receipts nobody has noted yet: a report may be faster, and a sender may die before he notes one.
create table early_delivery_report (
  receipt      varchar(200) primary key,
  is_delivered boolean      not null,
  detail       text         not null,
  received_at  timestamptz  not null
);
create index early_delivery_report_received on early_delivery_report (received_at);
