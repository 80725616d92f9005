-- What a message says of its incident: how severe that was then, of which situation it is if it is a repeat, and whether it says
-- that it became an alarm after it was opened, and by whom. Messages from before say nothing of this.
alter table notification
  add column severity  varchar(8),
  add column situation uuid,
  add column raised    boolean not null default false,
  add column raised_by varchar(128);
create index notification_situation on notification (situation) where situation is not null;
