-- Evidence that comes after an incident's files were dropped, from a device that was away for long or whose clock is wrong, is
-- kept like a refused file: until retention finds that nothing holds it. The database sees it, whoever commits first.
create function note_late_evidence() returns trigger language plpgsql as
$$
begin
  insert into refused_file (incident_id, path)
    select new.id, path
    from unnest(array[new.snapshot_path, new.clip_path, new.detections_path, new.thumbnail_path]) as file (path)
    where path is not null and path <> all (array_remove(
      array[old.snapshot_path, old.clip_path, old.detections_path, old.thumbnail_path], null))
  on conflict (incident_id, path) do update set gone_at = null;
  return null;
end
$$;
create trigger evidence_after_retention after update on incident for each row
  when (old.evidence_gone_at is not null
    and (old.snapshot_path, old.clip_path, old.detections_path, old.thumbnail_path)
      is distinct from (new.snapshot_path, new.clip_path, new.detections_path, new.thumbnail_path))
  execute function note_late_evidence();

-- What came late before there was this trigger; dropping a file twice does no harm.
insert into refused_file (incident_id, path)
  select id, path
  from incident, unnest(array[snapshot_path, clip_path, detections_path, thumbnail_path]) as file (path)
  where evidence_gone_at < changed_at and path is not null
on conflict do nothing;
