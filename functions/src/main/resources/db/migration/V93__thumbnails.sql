-- The snapshot made small by the device, for lists; none from devices that do not know it yet.
alter table incident
  add column thumbnail_path   text,
  add column thumbnail_bytes  bigint,
  add column thumbnail_sha256 varchar(64);
