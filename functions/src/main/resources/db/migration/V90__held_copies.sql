-- Copies in the archive tier.
alter table recording_tier
  add column is_marked_held boolean not null default false, -- the copy says of itself that it is on legal hold
  add column refused_at     timestamptz;                    -- when it was refused: tried again some time later
create index recording_tier_marked on recording_tier (device, id) where is_marked_held;
