-- A person has a role at a place once, however often it was given: what is taken back is gone. Cameras are a set, by name.

update access_grant set cameras = cast(array(
  select distinct camera collate "C" from unnest(cameras) as camera order by 1) as varchar(129)[])
where cameras is not null;

-- Of those that say the same the oldest stays; nobody sees more or less for it.
delete from access_grant later using access_grant earlier
where later.person = earlier.person and later.role = earlier.role and later.everywhere = earlier.everywhere
  and later.site is not distinct from earlier.site and later.cameras is not distinct from earlier.cameras
  and (earlier.granted_at, earlier.id) < (later.granted_at, later.id);

-- 500 names are more than an index takes. Texts of letters, digits and dots come out the same under every setting.
create function cameras_digest(cameras varchar[]) returns text
  language sql immutable parallel safe
  return encode(sha256(convert_to(coalesce(array_to_string(cameras, ','), ''), 'UTF8')), 'hex');

create unique index access_grant_once
  on access_grant (person, role, everywhere, coalesce(site, ''), cameras_digest(cameras));
