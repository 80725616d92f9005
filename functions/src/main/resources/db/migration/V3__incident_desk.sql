-- Incidents as work: whose they are, what was said, which are repeats of which, and how to find them.

-- Which site a device stands at; a device that is not here is of the site in cloud.incident.site.
create table device_site (
  device varchar(64) primary key,
  site   varchar(64) not null
);

-- Names of people at Entra are longer than names of local users.
alter table incident
  alter column acknowledged_by type varchar(128),
  alter column resolved_by     type varchar(128);

alter table incident
  add column site         varchar(64) not null default 'main',
  add column assigned_to  varchar(128),
  add column severity_by  varchar(128),       -- who said how urgent it is; null while the device's word counts
  add column part_of      uuid references incident,  -- the first of its situation; null if it is the first itself
  add column escalations  int         not null default 0,
  add column escalated_at timestamptz,
  add column notes        text        not null default '';  -- everything that people wrote, to be found by it

alter table incident
  add column search tsvector generated always as (
    setweight(to_tsvector('english', coalesce(site, '') || ' ' || device || ' ' || camera || ' ' || zone_name || ' ' || zone_id
      || ' ' || rule || ' ' || subject_label || ' ' || replace(rule || ' ' || zone_id || ' ' || device || ' ' || camera, '-', ' ')), 'A')
    || setweight(to_tsvector('english', coalesce(comment, '') || ' ' || coalesce(assigned_to, '') || ' '
      || coalesce(acknowledged_by, '') || ' ' || coalesce(resolved_by, '')), 'B')
    || setweight(to_tsvector('english', notes), 'C')) stored;
create index incident_search on incident using gin (search);
create index incident_repeats on incident (part_of) where part_of is not null;
create index incident_situation on incident (device, camera, zone_id, rule, captured_at desc);
create index incident_unanswered on incident (severity, received_at) where state = 'OPEN' and part_of is null;

-- A search that somebody wants to find again.
create table saved_filter (
  owner   varchar(128)  not null,
  name    varchar(64)   not null,
  query   varchar(2000) not null,
  version int           not null,
  primary key (owner, name)
);
