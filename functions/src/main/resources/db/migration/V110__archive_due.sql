-- What is due in the archive is found by what is due, however long the history is: rows of recordings and of their tiers are
-- never deleted.

-- Each recording has its row from the beginning, with the times by which it is due. The columns may be null for the sake of a
-- process of the version before that still runs: the trigger's row is there by then, and only its own columns are changed.
alter table recording_tier
  add column from_at timestamptz,
  add column to_at   timestamptz;
insert into recording_tier (device, id, from_at, to_at)
  select device, id, from_at, to_at from recording order by device, id
on conflict (device, id) do update set from_at = excluded.from_at, to_at = excluded.to_at;

create function note_recording_tier() returns trigger language plpgsql as
$$
begin
  insert into recording_tier (device, id, from_at, to_at)
    select device, id, from_at, to_at from added order by device, id;
  return null;
end
$$;
create trigger recording_tier_of_recording after insert on recording
  referencing new table as added for each statement execute function note_recording_tier();

-- Not in the archive yet, those that were refused last.
create index recording_tier_waiting on recording_tier ((refused is not null), from_at, id)
  where archived_at is null and gone_at is null;
-- In the archive and in the media tier, too.
create index recording_tier_in_both on recording_tier (to_at, id)
  where archived_at is not null and media_until is null and gone_at is null;
-- In some tier.
create index recording_tier_kept on recording_tier (to_at, id) where gone_at is null;

-- Since when the files of an incident are gone; null as long as there may be some.
alter table incident add column evidence_gone_at timestamptz;
update incident set evidence_gone_at = gone.gone_at
  from evidence_gone gone where gone.incident_id = incident.id;
drop table evidence_gone;
create index incident_evidence on incident (captured_at, id) where evidence_gone_at is null;

-- Every zone and rule of a camera that ever raised an incident; jumps through the index as known_camera does.
create view known_situation as
  with recursive found as (
    (select device, camera, zone_id, rule from incident order by device, camera, zone_id, rule limit 1)
    union all
    select following.device, following.camera, following.zone_id, following.rule from found cross join lateral (
      select device, camera, zone_id, rule from incident
      where (device, camera, zone_id, rule) > (found.device, found.camera, found.zone_id, found.rule)
      order by device, camera, zone_id, rule limit 1) as following)
  select device, camera, zone_id, rule from found;
