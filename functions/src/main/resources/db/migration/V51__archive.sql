-- Recordings in their tiers, and what must not be dropped.

-- The table of ingest (V2); here so that this migration stands by itself.
create table if not exists recording (
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
create index if not exists recording_camera on recording (device, camera, from_at);
create index if not exists recording_from on recording (from_at);

-- Where a recording lies by now; without a row it lies where the device put it.
create table recording_tier (
  device      varchar(64) not null,
  id          uuid        not null,
  archived_at timestamptz,               -- copied to the archive tier
  refused     varchar(200),              -- why it was not: tried again with the next look
  media_until timestamptz,               -- since when it is gone from the media tier
  gone_at     timestamptz,               -- since when it is gone from both
  primary key (device, id)
);

-- Files of incidents that retention dropped.
create table evidence_gone (
  incident_id uuid        primary key,
  gone_at     timestamptz not null
);

-- A time of a camera of which nothing is dropped, recording or evidence, until a person releases it.
create table legal_hold (
  id          uuid         primary key,
  device      varchar(64)  not null,
  camera      varchar(64)  not null,
  from_at     timestamptz  not null,
  to_at       timestamptz  not null,
  reason      varchar(500) not null,
  placed_by   varchar(128) not null,
  placed_at   timestamptz  not null,
  released_by varchar(128),
  released_at timestamptz,
  check (from_at < to_at)
);
create index legal_hold_camera on legal_hold (device, camera) where released_at is null;
