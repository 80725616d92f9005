-- Files that retention has given up and that are still to be deleted.
create table leftover_file (
  path       text    not null,
  in_archive boolean not null,              -- in the archive tier, or in that of the media
  primary key (path, in_archive)
);
