-- Written by 4-warehouse. One row per export that the drift gate stopped and a newer one took the place of: it is never loaded.
create table etl.set_aside (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  -- the hash of the export that tells its days again
  replaced_by text collate "C" not null,
  run_id uuid not null,
  set_aside_at timestamptz not null default now(),
  primary key (estate_id, source, dataset, file_hash)
);
