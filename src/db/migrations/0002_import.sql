-- Rooms 1 to 3: what was received, how it was read, what was kept and what was refused.
-- A file is known by the hash of its bytes within its source and dataset: the same bytes dropped in the wrong folder
-- and then in the right one are two files.

-- Written by 1-raw. One row per file ever received.
create table etl.files (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  original_name text not null,
  archived_path text not null,
  byte_count bigint not null,
  exported_at timestamptz not null,
  exported_at_origin text not null check (exported_at_origin in ('name', 'modified')),
  received_in_run_id uuid,
  received_at timestamptz not null default now(),
  primary key (estate_id, source, dataset, file_hash)
);

-- Written by 2-staging. One row per file: how it was read, and where its staging file lies; or why it stopped.
create table etl.stagings (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  profile_hash text collate "C" not null,
  status text collate "C" not null check (status in ('staged', 'stopped')),
  staging_path text,
  -- encoding, delimiter, quote, sheet, header line, preamble, totals, blanks, day orders, mapping, unmapped headers
  reading jsonb not null,
  rows_read bigint not null default 0,
  stop_code text collate "C",
  stop_sentence jsonb,
  run_id uuid not null,
  staged_at timestamptz not null default now(),
  primary key (estate_id, source, dataset, file_hash)
);

-- Written by 3-curated. One row per file: the ledger of what was kept and refused, in rows and in euros.
create table etl.curations (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  config_hash text collate "C" not null,
  curated_path text not null,
  rejects_path text,
  rows_read bigint not null,
  rows_kept bigint not null,
  rows_rejected bigint not null,
  mt_ht_read numeric(18, 4) not null default 0,
  mt_ht_kept numeric(18, 4) not null default 0,
  mt_ht_rejected numeric(18, 4) not null default 0,
  first_day date,
  last_day date,
  -- counts by warning code: unknown packaging, derived HT, derived TTC, extra e-mails, code collisions, …
  warnings jsonb not null default '{}',
  run_id uuid not null,
  curated_at timestamptz not null default now(),
  primary key (estate_id, source, dataset, file_hash)
);

-- Written by 3-curated. One row per reason a line was refused.
create table etl.rejects (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  column_name text collate "C" not null,
  code text collate "C" not null,
  raw_value text not null,
  sentence_fr text not null,
  mt_ht numeric(18, 4),
  primary key (estate_id, source, dataset, file_hash, file_line, column_name, code)
);
