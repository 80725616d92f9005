-- Devices at a glance: which there are, with which cameras, and how each of them is.

-- The newest word of a device about each thing, so that how it is can be read without its whole past.
create table device_condition (
  device  varchar(64)   not null,
  kind    varchar(32)   not null,
  subject varchar(128)  not null,
  text    varchar(2000) not null,
  at      timestamptz   not null,
  primary key (device, kind, subject)
);

create function note_device_condition() returns trigger language plpgsql as
$$
begin
  -- Always in the order of the key, so that two batches of one device cannot deadlock.
  insert into device_condition (device, kind, subject, text, at)
    select distinct on (device, kind, subject) device, kind, subject, text, at
    from added order by device, kind, subject, at desc
  on conflict (device, kind, subject) do update
    set text = excluded.text, at = excluded.at where device_condition.at < excluded.at;
  return null;
end
$$;
create trigger device_report_condition after insert on device_report
  referencing new table as added for each statement execute function note_device_condition();

insert into device_condition (device, kind, subject, text, at)
  select distinct on (device, kind, subject) device, kind, subject, text, at
  from device_report order by device, kind, subject, at desc;

create index sampled_frame_camera on sampled_frame (device, camera, captured_at);

-- Every camera that ever told something. Each part jumps through an index from one camera to the next: as many steps
-- as there are cameras, however many rows.
create view known_camera as
  with recursive
  of_incident as (
    (select device, camera from incident order by device, camera limit 1)
    union all
    select following.device, following.camera from of_incident as found cross join lateral (
      select device, camera from incident
      where (device, camera) > (found.device, found.camera) order by device, camera limit 1) as following),
  of_count as (
    (select device, camera from occupancy_count order by device, camera limit 1)
    union all
    select following.device, following.camera from of_count as found cross join lateral (
      select device, camera from occupancy_count
      where (device, camera) > (found.device, found.camera) order by device, camera limit 1) as following),
  of_recording as (
    (select device, camera from recording order by device, camera limit 1)
    union all
    select following.device, following.camera from of_recording as found cross join lateral (
      select device, camera from recording
      where (device, camera) > (found.device, found.camera) order by device, camera limit 1) as following),
  of_sample as (
    (select device, camera from sampled_frame order by device, camera limit 1)
    union all
    select following.device, following.camera from of_sample as found cross join lateral (
      select device, camera from sampled_frame
      where (device, camera) > (found.device, found.camera) order by device, camera limit 1) as following)
  select device, camera from of_incident
  union select device, camera from of_count
  union select device, camera from of_recording
  union select device, camera from of_sample;

-- Every device that was given a site, told something lately, or ever told how it is (each does when it starts), and when
-- it was heard last: null if that is longer ago than messages are remembered. Ids of messages grow with the device's clock; of the newest few the one that came last
-- counts, so that a clock which ran ahead for a moment does not hide what came after.
create view known_device as
  with recursive of_message as (
    (select device from received_message order by device limit 1)
    union all
    select following.device from of_message as found cross join lateral (
      select device from received_message where device > found.device order by device limit 1) as following)
  select named.device, place.site, heard.at as heard_at
  from (
    select device from of_message
    union select device from device_condition
    union select device from device_site) as named
  left join device_site place on place.device = named.device
  left join lateral (
    select max(newest.received_at) as at from (
      select received_at from received_message message
      where message.device = named.device order by message.id desc limit 4) as newest) as heard on true;
