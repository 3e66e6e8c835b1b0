-- People who sign in, what they may do, and the work the house does by itself.
-- People belong to one estate; whoever serves two has an account in each.

create table app.users (
  estate_id text collate "C" not null,
  user_id uuid not null,
  -- Lower case.
  email text collate "C" not null,
  name text not null,
  role text collate "C" not null check (role in ('lecteur', 'operateur', 'approbateur', 'administrateur')),
  state text collate "C" not null check (state in ('invited', 'active', 'disabled')),
  language text collate "C" not null default 'fr' check (language in ('fr', 'en')),
  -- argon2id, in its own text form; null until the person has chosen a password.
  password_hash text collate "C",
  -- Encrypted with the installation's secret; the second factor is on once confirmed.
  totp_secret text collate "C",
  totp_confirmed_at timestamptz,
  -- The last time step a code was accepted for: a code works once.
  totp_last_step bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (estate_id, user_id)
);
create unique index users_email on app.users (estate_id, email);

create table app.recovery_codes (
  estate_id text collate "C" not null,
  user_id uuid not null,
  code_hash text collate "C" not null,
  used_at timestamptz,
  primary key (estate_id, user_id, code_hash)
);

-- One row per link that signs in once: the first one, an invitation, a forgotten password.
create table app.sign_in_links (
  estate_id text collate "C" not null,
  link_hash text collate "C" not null,
  user_id uuid not null,
  purpose text collate "C" not null check (purpose in ('first', 'invitation', 'reset')),
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (estate_id, link_hash)
);

create table app.sessions (
  estate_id text collate "C" not null,
  session_hash text collate "C" not null,
  user_id uuid not null,
  -- Null while the second factor is still owed.
  signed_in_at timestamptz,
  -- The last time the person proved who they are: dangerous acts ask for a recent one.
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (estate_id, session_hash)
);
create index sessions_user on app.sessions (estate_id, user_id);

create table app.api_tokens (
  estate_id text collate "C" not null,
  token_id uuid not null,
  token_hash text collate "C" not null,
  name text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (estate_id, token_id)
);
create unique index api_tokens_hash on app.api_tokens (estate_id, token_hash);

-- One row per thing that is slowed down after failures: an account, an address. The key is a hash.
create table app.sign_in_attempts (
  estate_id text collate "C" not null,
  attempt_key text collate "C" not null,
  failures integer not null,
  last_failure_at timestamptz not null,
  primary key (estate_id, attempt_key)
);

-- One row per write that came with an Idempotency-Key: the same key answers the same again.
create table app.idempotency_keys (
  estate_id text collate "C" not null,
  idempotency_key text collate "C" not null,
  actor text collate "C" not null,
  request_hash text collate "C" not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (estate_id, actor, idempotency_key)
);

-- One row per piece of work asked of the house, by a person or by the week.
create table app.jobs (
  estate_id text collate "C" not null,
  job_id uuid not null,
  kind text collate "C" not null,
  state text collate "C" not null
    check (state in ('waiting', 'running', 'done', 'failed', 'refused', 'cancelled', 'skipped')),
  payload jsonb not null default '{}',
  requested_by text not null,
  -- For work of the week: the moment it was due.
  slot_at timestamptz,
  -- What a person reads while it goes on: {label: {fr, en}, done, total}.
  progress jsonb,
  result jsonb,
  error jsonb,
  cancel_asked_by text,
  requested_at timestamptz not null default now(),
  started_at timestamptz,
  seen_at timestamptz,
  ended_at timestamptz,
  primary key (estate_id, job_id)
);
-- The week asks for each piece of work once, however many schedulers look at the clock.
create unique index jobs_slot on app.jobs (estate_id, kind, slot_at) where slot_at is not null;
create index jobs_requested on app.jobs (estate_id, requested_at);

-- One row per time something was wrong: raised once, cleared by itself.
create table app.alarms (
  estate_id text collate "C" not null,
  alarm_id uuid not null,
  kind text collate "C" not null,
  -- What tells two alarms of one kind apart: a job, a campaign.
  subject text collate "C" not null default '',
  -- {fr, en} each: what happened, and what to do next.
  sentence jsonb not null,
  next_step jsonb not null,
  facts jsonb not null default '{}',
  raised_at timestamptz not null,
  mailed_at timestamptz,
  cleared_at timestamptz,
  primary key (estate_id, alarm_id)
);
create unique index alarms_open on app.alarms (estate_id, kind, subject) where cleared_at is null;

-- One row per report written to the estate.
create table app.reports (
  estate_id text collate "C" not null,
  report_id uuid not null,
  kind text collate "C" not null,
  run_id uuid,
  content jsonb not null,
  written_at timestamptz not null,
  mailed_at timestamptz,
  mailed_to text[] not null default '{}',
  primary key (estate_id, report_id)
);
create index reports_written on app.reports (estate_id, kind, written_at);

create table app.backups (
  estate_id text collate "C" not null,
  backup_id uuid not null,
  reason text collate "C" not null check (reason in ('night', 'by_hand', 'before_upgrade')),
  state text collate "C" not null check (state in ('running', 'done', 'failed', 'removed')),
  file_name text,
  bytes bigint,
  sha256 text collate "C",
  -- Tables with their rows, files with their bytes.
  counts jsonb not null default '{}',
  -- Where copies lie: {target, ok, error} each.
  copies jsonb not null default '[]',
  error jsonb,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (estate_id, backup_id)
);

-- One row per restore drill: a backup opened, compared and run again in a scratch database.
create table app.restore_drills (
  estate_id text collate "C" not null,
  drill_id uuid not null,
  backup_id uuid not null,
  ok boolean not null,
  -- What was compared, and how long it took: {tables, files, replay, seconds, backupAgeHours}.
  findings jsonb not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  primary key (estate_id, drill_id)
);

-- One row per person forgotten. Nothing but hashes of what named them: replayed after a restore.
create table app.erasures (
  estate_id text collate "C" not null,
  erasure_id uuid not null,
  -- HMAC of the client code and of each address, under the installation's secret.
  subject_hashes text[] not null,
  pseudonym text collate "C" not null,
  reason text collate "C" not null check (reason in ('asked', 'retention')),
  requested_by text not null,
  requested_at timestamptz not null,
  done_at timestamptz,
  -- Places with what was erased there.
  counts jsonb not null default '{}',
  primary key (estate_id, erasure_id)
);

-- One row per note a person wrote about a client.
create table crm.client_notes (
  estate_id text collate "C" not null,
  note_id uuid not null,
  client_code text collate "C" not null,
  words text not null,
  author text not null,
  written_at timestamptz not null,
  changed_at timestamptz,
  version integer not null default 1,
  primary key (estate_id, note_id)
);
create index client_notes_client on crm.client_notes (estate_id, client_code);

-- One row per recommendation a person judged.
create table crm.recommendation_feedback (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  produit_key text collate "C" not null,
  as_of_on date not null,
  verdict text collate "C" not null check (verdict in ('good', 'wrong')),
  words text not null default '',
  author text not null,
  said_at timestamptz not null,
  primary key (estate_id, client_code, produit_key, as_of_on)
);

-- One row per value of an export's row that a person corrected: found again by the row's own words in the next export.
create table etl.row_corrections (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  -- SHA-256 of the row's words as STAGING holds them, without file and line.
  row_hash text collate "C" not null,
  column_name text collate "C" not null,
  value text not null,
  author text not null,
  reason text not null default '',
  decided_at timestamptz not null,
  primary key (estate_id, source, dataset, row_hash, column_name)
);
