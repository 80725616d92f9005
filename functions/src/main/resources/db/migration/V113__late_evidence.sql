-- Evidence that comes after an incident's files were dropped, from a device that was away for long or whose clock is wrong,
-- is dropped like them: retention looks at that incident again.
create function take_evidence_for_there() returns trigger language plpgsql as
$$
begin
  new.evidence_gone_at = null;
  return new;
end
$$;
create trigger evidence_after_retention before update on incident for each row
  when (old.evidence_gone_at is not null
    and (old.snapshot_path, old.clip_path, old.detections_path, old.thumbnail_path)
      is distinct from (new.snapshot_path, new.clip_path, new.detections_path, new.thumbnail_path))
  execute function take_evidence_for_there();
