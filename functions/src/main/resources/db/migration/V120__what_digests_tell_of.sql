-- Which incidents a digest tells of, so that their timelines say what came of it.
create table digest_incident (
  digest_id   uuid not null references notification on delete cascade,
  incident_id uuid not null references incident on delete cascade,
  primary key (digest_id, incident_id)
);
