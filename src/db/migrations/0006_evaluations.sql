-- Room 6: how good the recommendations would have been on the estate's own past.

-- One row per evaluation: the same inputs give the same row.
create table crm.evaluations (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  as_of_on date not null,
  report jsonb not null,
  computed_at timestamptz not null default now(),
  primary key (estate_id, inputs_hash)
);
