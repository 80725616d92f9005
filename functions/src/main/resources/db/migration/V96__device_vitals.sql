-- How each device's machine is, as it said last: one row a device. An older word never replaces a newer one.
create table device_vitals (
  device           varchar(64)      primary key,
  id               uuid             not null, -- of the message
  at               timestamptz      not null, -- by the device's clock; when it came, if that clock runs ahead
  temperature_c    double precision,          -- null if the machine does not tell
  disk_free_bytes  bigint           not null,
  disk_total_bytes bigint           not null,
  outbox_messages  bigint           not null, -- what waited on the device
  outbox_bytes     bigint           not null,
  memory_bytes     bigint,
  received_at      timestamptz      not null
);
