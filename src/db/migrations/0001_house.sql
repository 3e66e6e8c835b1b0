-- The house: estates, their settings, who changed what, and every run with its steps.
-- Keys: every business table begins its primary key with estate_id; no serial or identity column anywhere.
-- Key texts are collated "C": the same order on every server, and fast.

create schema if not exists app;
create schema if not exists etl;
create schema if not exists crm;

create table app.estates (
  estate_id text collate "C" primary key check (estate_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);

-- One row per estate: only what differs from the defaults of src/estate/settings.ts.
create table app.settings (
  estate_id text collate "C" primary key,
  changes jsonb not null default '{}',
  version integer not null default 1,
  updated_by text not null,
  updated_at timestamptz not null default now()
);

-- One row per act of a person or of the house that someone may ask about later.
create table app.journal (
  estate_id text collate "C" not null,
  entry_id uuid not null,
  action text collate "C" not null,
  subject text not null,
  actor text not null,
  reason text,
  before jsonb,
  after jsonb,
  at timestamptz not null default now(),
  primary key (estate_id, entry_id)
);
create index journal_at on app.journal (estate_id, at);

-- One row per run of the week.
create table etl.runs (
  estate_id text collate "C" not null,
  run_id uuid not null,
  as_of_on date not null,
  status text collate "C" not null check (status in ('running', 'done', 'failed', 'refused')),
  config_hash text collate "C" not null,
  code_version text collate "C" not null,
  dataset_version text collate "C",
  report jsonb,
  error jsonb,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (estate_id, run_id)
);
create index runs_started on etl.runs (estate_id, started_at);

-- One row per step of a run.
create table etl.run_steps (
  estate_id text collate "C" not null,
  run_id uuid not null,
  step text collate "C" not null,
  room text collate "C" not null,
  position integer not null,
  status text collate "C" not null check (status in ('running', 'done', 'failed', 'refused')),
  rows_read bigint not null default 0,
  rows_written bigint not null default 0,
  rows_rejected bigint not null default 0,
  error jsonb,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (estate_id, run_id, step)
);
