-- Incidents, from the device's message to a person's verdict and its label.

-- Every message that had its effect; the primary key makes its second arrival a no-op.
create table received_message (
  device      varchar(64) not null,
  id          uuid        not null,
  received_at timestamptz not null,
  primary key (device, id)
);
create index received_message_age on received_message (received_at);

-- What could not be understood or was refused; one row per device and body, however often it comes.
create table dead_letter (
  digest      varchar(64)  primary key,   -- SHA-256 of device and body
  device      varchar(64),                -- as the hub says; null if it does not
  code        varchar(32)  not null,
  reason      varchar(500) not null,
  body        bytea        not null,      -- its first 64 KiB
  body_bytes  int          not null,      -- its whole length
  times       int          not null,
  first_at    timestamptz  not null,
  last_at     timestamptz  not null
);
create index dead_letter_age on dead_letter (last_at);

-- Messages about an incident whose own message has not come yet; applied and removed when it does.
create table early_message (
  device      varchar(64) not null,
  id          uuid        not null,
  incident_id uuid        not null,
  event       text        not null,       -- the CloudEvent as JSON
  received_at timestamptz not null,
  primary key (device, id)
);
create index early_message_incident on early_message (incident_id);

create table incident (
  id                uuid primary key,
  version           int          not null,  -- every change
  decisions         int          not null,  -- changes by people
  news              bigint       not null default 0,
  device            varchar(64)  not null,
  camera            varchar(64)  not null,
  rule              varchar(64)  not null,
  severity          varchar(16)  not null,
  state             varchar(16)  not null,
  captured_at       timestamptz  not null,
  received_at       timestamptz  not null,
  notified_at       timestamptz,
  ended_at          timestamptz,
  changed_at        timestamptz  not null,
  zone_id           varchar(64)  not null,
  zone_name         varchar(256) not null,
  zone_anchor       varchar(16)  not null,
  zone_polygon      text         not null,  -- [[x,y],..]
  model_name        text         not null,
  model_version     text         not null,
  model_sha256      varchar(64)  not null,
  frame_width_px    int          not null,
  frame_height_px   int          not null,
  subject_label     varchar(64)  not null,
  subject_score     double precision not null,
  subject_left      double precision not null,
  subject_top       double precision not null,
  subject_right     double precision not null,
  subject_bottom    double precision not null,
  others            text         not null,  -- [{label,score,box},..]
  snapshot_path     text,
  snapshot_bytes    bigint,
  snapshot_sha256   varchar(64),
  clip_path         text,
  clip_bytes        bigint,
  clip_sha256       varchar(64),
  detections_path   text,
  detections_bytes  bigint,
  detections_sha256 varchar(64),
  verdict           varchar(16),
  comment           text,
  acknowledged_by   varchar(64),
  resolved_by       varchar(64)
);
create index incident_newest on incident (captured_at desc, id desc);
create index incident_newest_of_state on incident (state, captured_at desc, id desc);
create index incident_news_order on incident (news);

-- One row that counts changes. Whoever takes a number keeps the row locked until he commits, so that
-- numbers become visible in their order and a reader who has seen n has seen everything up to n.
create table incident_news (
  one  boolean primary key default true check (one),
  last bigint  not null
);
insert into incident_news (last) values (0);

create sequence incident_change_seq start with 1 increment by 50;
create table incident_change (
  id          bigint      primary key,
  incident_id uuid        not null references incident,
  at          timestamptz not null,
  actor       varchar(64),                -- a user or a device; null for Sitewarden itself
  kind        varchar(32) not null,
  text        text        not null
);
create index incident_change_timeline on incident_change (incident_id, at, id);

create table notification (
  id              uuid        primary key,
  incident_id     uuid        not null references incident,
  channel         varchar(16) not null,
  recipient       varchar(64) not null,
  subject         text        not null,
  text            text        not null,
  state           varchar(16) not null,
  attempts        int         not null,
  created_at      timestamptz not null,
  next_attempt_at timestamptz not null,
  sent_at         timestamptz
);
create index notification_newest on notification (created_at desc);
create index notification_due on notification (next_attempt_at) where state = 'PENDING';

-- Answers to repeated requests: the same user, key and request get the same effect once.
create table idempotency_key (
  actor       varchar(64)  not null,
  key         varchar(128) not null,
  request     varchar(64)  not null,      -- SHA-256 of what was asked
  incident_id uuid         not null references incident,
  created_at  timestamptz  not null,
  primary key (actor, key)
);
create index idempotency_key_age on idempotency_key (created_at);

create table labelled_frame (
  incident_id uuid        primary key references incident,
  verdict     varchar(16) not null,
  judged_by   varchar(64) not null,
  judged_at   timestamptz not null
);
