-- What a device says of an incident may come in any order, or again: the latest by its clock counts.
alter table incident add column severity_at timestamptz;
