-- Files that were stored for an incident and refused as its evidence: retention takes them when it would take the evidence.
create table refused_file (
  incident_id uuid not null references incident,
  path        text not null,
  gone_at     timestamptz,  -- since when it is gone, or left to the incident whose evidence it is
  primary key (incident_id, path)
);
create index refused_file_kept on refused_file (incident_id) where gone_at is null;
