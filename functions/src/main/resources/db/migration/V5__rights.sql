-- Who may do what, and where. A person's role is said by whoever signs him in; a grant says where it holds.

-- Names of people at Entra are longer than names of local users.
alter table incident_change alter column actor type varchar(128);
alter table idempotency_key alter column actor type varchar(128);
alter table labelled_frame alter column judged_by type varchar(128);

-- Where a device stands. A device without a site is seen by whoever sees everything.
create table if not exists device_site (
  device varchar(64) primary key,
  site   varchar(64) not null
);
create index if not exists device_site_site on device_site (site);

create table access_grant (
  id         uuid          primary key,
  person     varchar(128)  not null,     -- a local user's name, or an object id of Entra
  role       varchar(32)   not null,
  everywhere boolean       not null,
  site       varchar(64),
  cameras    varchar(129)[],             -- device/camera
  granted_by varchar(128)  not null,
  granted_at timestamptz   not null,
  check ((case when everywhere then 1 else 0 end) + num_nonnulls(site, cameras) = 1)
);
create index access_grant_person on access_grant (person);
