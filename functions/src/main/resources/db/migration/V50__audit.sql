-- What was changed, and who saw which evidence: chains of records, each holding the hash of the one before.

-- The newest record of each chain. A transaction takes any lane that nobody holds, so that appends do not queue up.
create table audit_head (
  lane   int         primary key,
  number bigint      not null,
  hash   varchar(64) not null
);
insert into audit_head (lane, number, hash)
  select lane, 0, repeat('0', 64) from generate_series(0, 15) as lane;

create table audit_record (
  lane     int          not null,
  number   bigint       not null,           -- 1, 2, 3, .. without gaps
  at       timestamptz  not null,
  actor    varchar(128) not null,           -- a user or a device; empty for Sitewarden itself
  action   varchar(32)  not null,
  subject  varchar(128) not null,           -- an incident's id, a person, ..
  device   varchar(64)  not null,           -- the camera that it is about; both empty if none
  camera   varchar(64)  not null,
  detail   text         not null,
  previous varchar(64)  not null,           -- hash of the record before
  hash     varchar(64)  not null,
  primary key (lane, number)
);
create index audit_record_newest on audit_record (at, lane, number);
create index audit_record_subject on audit_record (subject, at);

-- A mistake of ours must not change what was written; verify finds whoever gets round this.
create function audit_refuse() returns trigger language plpgsql as
$$ begin raise exception 'the audit log is only ever added to'; end $$;
create trigger audit_record_stays before update or delete or truncate on audit_record
  for each statement execute function audit_refuse();
