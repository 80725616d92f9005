-- What devices say besides incidents, and dead letters that can be read and played again.
-- Every row is keyed by the message that told it; its note in received_message makes it once.

-- Who was in a zone during an interval.
create table occupancy_count (
  device      varchar(64) not null,
  id          uuid        not null,
  camera      varchar(64) not null,
  zone_id     varchar(64) not null,
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  watched_ms  bigint      not null,
  labels      jsonb       not null,       -- [{label,most,mean,entered,left,in,out},..]
  received_at timestamptz not null,
  primary key (device, id)
);
create index occupancy_count_zone on occupancy_count (device, camera, zone_id, from_at);

-- A frame to learn from, in the blob store.
create table sampled_frame (
  device             varchar(64) not null,
  id                 uuid        not null,
  camera             varchar(64) not null,
  why                varchar(16) not null,
  captured_at        timestamptz not null,
  path               text        not null,
  bytes              bigint      not null,
  sha256             varchar(64) not null,
  frame_width_px     int         not null,
  frame_height_px    int         not null,
  model              jsonb       not null, -- {name,version,sha256}
  detections         jsonb       not null, -- [{label,score,box},..]
  challenger         jsonb,                -- {model,detections}; null without one
  received_at        timestamptz not null,
  primary key (device, id)
);
create index sampled_frame_newest on sampled_frame (captured_at desc, id desc);

-- A piece of a camera's continuous recording, in the blob store.
create table recording (
  device      varchar(64) not null,
  id          uuid        not null,
  camera      varchar(64) not null,
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  path        text        not null,
  bytes       bigint      not null,
  sha256      varchar(64) not null,
  received_at timestamptz not null,
  primary key (device, id)
);
create index recording_camera on recording (device, camera, from_at);

-- What devices say about themselves.
create table device_report (
  device      varchar(64)   not null,
  id          uuid          not null,
  camera      varchar(64),                -- null if it is about the device as a whole
  kind        varchar(32)   not null,
  subject     varchar(128)  not null,
  text        varchar(2000) not null,
  at          timestamptz   not null,
  received_at timestamptz   not null,
  primary key (device, id)
);
create index device_report_newest on device_report (device, at desc);

alter table dead_letter
  add column replayed_at timestamptz,     -- when it was played again and had its effect
  add column replayed_by varchar(64);
drop index dead_letter_age;
create index dead_letter_newest on dead_letter (last_at desc, digest desc);
