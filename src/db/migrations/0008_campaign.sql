-- What comes back enters by room 1; rooms 8 sends and remembers.

-- The hash an address is known by where the address itself has no place: of its lower-case form.
create function etl.email_hash(email text) returns text
language sql immutable parallel safe
set search_path = pg_catalog
as $$ select encode(sha256(convert_to(lower(email), 'UTF8')), 'hex') $$;
create index clients_email_hash on etl.clients (estate_id, etl.email_hash(email));

-- Written by 1-raw. One row per body a provider posted to us, as it came. Never changed but for its state.
create table etl.event_inbox (
  estate_id text collate "C" not null,
  inbox_id uuid not null,
  -- 'brevo:webhook', 'brevo:reconcile', 'form', 'fake'
  source text collate "C" not null,
  body text not null,
  received_at timestamptz not null,
  primary key (estate_id, inbox_id)
);
create index event_inbox_received on etl.event_inbox (estate_id, received_at);

-- Written by 8-campaign. One row per inbox entry that was taken in, and what became of it.
create table crm.inbox_readings (
  estate_id text collate "C" not null,
  inbox_id uuid not null,
  status text collate "C" not null check (status in ('read', 'unreadable')),
  event_count integer not null,
  sentence text,
  read_at timestamptz not null default now(),
  primary key (estate_id, inbox_id)
);

-- One row per version of a letter's template an estate made; version 0, the built-in one, is in the code.
create table crm.letter_templates (
  estate_id text collate "C" not null,
  kind text collate "C" not null,
  language text collate "C" not null check (language in ('fr', 'en')),
  version integer not null check (version > 0),
  source text not null,
  template_hash text collate "C" not null,
  author text not null,
  created_at timestamptz not null default now(),
  primary key (estate_id, kind, language, version)
);

-- One row per audience a person saved under a name.
create table crm.saved_audiences (
  estate_id text collate "C" not null,
  name text collate "C" not null,
  -- {"scenarios": [...], "segments": [...], "clusters": [...], "clients": [...]}
  filter jsonb not null,
  author text not null,
  saved_at timestamptz not null default now(),
  primary key (estate_id, name)
);

-- One row per campaign.
create table crm.campaigns (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  name text not null,
  state text collate "C" not null
    check (state in ('draft', 'approved', 'sending', 'paused', 'held', 'sent', 'stopped')),
  -- 'campaign' for Monday's letters, 'automation' for those a rule asks for
  origin text collate "C" not null check (origin in ('campaign', 'automation')),
  kind text collate "C" not null,
  language text collate "C" not null check (language in ('fr', 'en')),
  filter jsonb not null,
  -- the computation of recommendations it was built from; null for letters without wines
  inputs_hash text collate "C",
  template_version integer not null,
  template_hash text collate "C" not null,
  -- of all letters and of who gets them: what the approval is bound to
  content_hash text collate "C" not null,
  audience_hash text collate "C" not null,
  -- the linter's verdict over all letters: {"isBlocked", "verdictHash", "findings": [...]}
  verdict jsonb not null,
  approval_id uuid,
  channel text collate "C" not null check (channel in ('brevo', 'smtp')),
  -- true: nothing can reach the network, whatever else is set
  is_dry_run boolean not null default true,
  author text not null,
  -- letters may go from and until; after the window they are held, never sent late
  send_after timestamptz,
  send_before timestamptz,
  -- how it goes out: {"canarySize", "canaryWaitMinutes", "dailyLimit", "warmUp": [...]}
  pace jsonb not null default '{}',
  stop_reason text,
  is_stop_asked boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  primary key (estate_id, campaign_id)
);

-- One row per client the filter of a campaign found: will be written to, or why not. Included = rows of the outbox.
create table crm.campaign_audience (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  client_code text collate "C" not null,
  household_key text collate "C" not null,
  is_included boolean not null,
  -- a guardrail, an audit finding, a missing approval …; null when included
  exclusion_code text collate "C",
  exclusion_sentence text,
  primary key (estate_id, campaign_id, client_code)
);

-- One row per letter: one household of one campaign, so that nobody is written to twice.
create table crm.outbox (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  household_key text collate "C" not null,
  client_code text collate "C" not null,
  -- opaque: travels with the letter, says nothing of anybody
  letter_id uuid not null,
  idempotency_key uuid not null,
  -- queued → claimed → accepted | unknown | failed; excluded and held never leave
  state text collate "C" not null
    check (state in ('queued', 'claimed', 'accepted', 'unknown', 'failed', 'excluded', 'held')),
  state_code text collate "C",
  -- sha-256 of the address it was approved for; the address itself is read from etl.clients at the claim
  email_hash text collate "C" not null,
  -- what the letter says, as the template takes it, and the hash of the two
  letter jsonb not null,
  letter_hash text collate "C" not null,
  batch_id uuid,
  claimed_by text collate "C",
  lease_until timestamptz,
  attempts integer not null default 0,
  first_tried_at timestamptz,
  accepted_at timestamptz,
  message_id text collate "C",
  primary key (estate_id, campaign_id, household_key)
);
create unique index outbox_letter on crm.outbox (estate_id, letter_id);
create index outbox_state on crm.outbox (estate_id, campaign_id, state);
-- what left on each day, and what is in doubt, over all campaigns of the estate
create index outbox_accepted on crm.outbox (estate_id, accepted_at) where accepted_at is not null;
create index outbox_in_doubt on crm.outbox (estate_id, household_key) where state in ('claimed', 'unknown');
create index outbox_repeat on crm.outbox (estate_id) where state = 'queued' and batch_id is not null;
create index outbox_message on crm.outbox (estate_id, message_id) where message_id is not null;

-- One row per link of a letter that leads to the estate's shop by way of us.
create table crm.letter_links (
  estate_id text collate "C" not null,
  token text collate "C" not null,
  letter_id uuid not null,
  rank integer not null default 0,
  url text not null,
  primary key (estate_id, token)
);

-- One row per thing that happened to a letter, as the provider told it; told twice it is one row.
create table crm.letter_events (
  estate_id text collate "C" not null,
  dedupe_key text collate "C" not null,
  letter_id uuid not null,
  kind text collate "C" not null,
  happened_at timestamptz not null,
  reason text,
  link text,
  source text collate "C" not null,
  primary key (estate_id, dedupe_key)
);
create index letter_events_letter on crm.letter_events (estate_id, letter_id, happened_at);

-- One row per event that matches no letter of ours: kept aside, believed only where it takes consent away.
create table crm.parked_events (
  estate_id text collate "C" not null,
  dedupe_key text collate "C" not null,
  kind text collate "C" not null,
  email_hash text collate "C",
  inbox_id uuid not null,
  happened_at timestamptz not null,
  parked_at timestamptz not null default now(),
  primary key (estate_id, dedupe_key)
);

-- One row per campaign and kind of event that we may count but not attach to a person (opens without consent to tracking).
create table crm.anonymous_events (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  kind text collate "C" not null,
  event_count bigint not null,
  primary key (estate_id, campaign_id, kind)
);

-- One row per estate: the copy of the system that may send. A restored or cloned one is another, until a person says so.
create table crm.sending_instances (
  estate_id text collate "C" not null,
  instance_hash text collate "C" not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null default now(),
  primary key (estate_id)
);

-- One row per event that an automation rule may answer: a click, a bounce, a purchase …
create table crm.automation_events (
  estate_id text collate "C" not null,
  event_key text collate "C" not null,
  trigger text collate "C" not null,
  client_code text collate "C" not null,
  facts jsonb not null default '{}',
  happened_at timestamptz not null,
  -- null: no rule looked at it yet
  handled_at timestamptz,
  primary key (estate_id, event_key)
);
create index automation_events_open on crm.automation_events (estate_id, happened_at) where handled_at is null;

-- One row per action a rule asked for, once per event, rule and action, and when it is due.
create table crm.automation_actions (
  estate_id text collate "C" not null,
  action_key text collate "C" not null,
  event_key text collate "C" not null,
  rule_name text collate "C" not null,
  client_code text collate "C" not null,
  action jsonb not null,
  priority integer not null,
  due_at timestamptz not null,
  state text collate "C" not null check (state in ('waiting', 'done', 'refused', 'cancelled')),
  outcome text,
  done_at timestamptz,
  primary key (estate_id, action_key)
);
create index automation_actions_due on crm.automation_actions (estate_id, due_at) where state = 'waiting';

-- One row per change of a client's lead score and why; it fades with time.
create table crm.lead_score_events (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  event_key text collate "C" not null,
  delta numeric(6, 2) not null,
  reason text not null,
  happened_at timestamptz not null,
  primary key (estate_id, client_code, event_key)
);

-- One row per client and tag.
create table crm.client_tags (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  tag text collate "C" not null,
  author text not null,
  tagged_at timestamptz not null default now(),
  primary key (estate_id, client_code, tag)
);

-- One row per thing a person has to do: a call, a check, a letter held back.
create table crm.tasks (
  estate_id text collate "C" not null,
  task_id uuid not null,
  -- makes the same wish once
  task_key text collate "C" not null,
  kind text collate "C" not null,
  client_code text collate "C",
  title text not null,
  due_on date,
  state text collate "C" not null check (state in ('open', 'done', 'dropped')),
  author text not null,
  created_at timestamptz not null default now(),
  closed_by text,
  closed_at timestamptz,
  primary key (estate_id, task_id)
);
create unique index tasks_key on crm.tasks (estate_id, task_key);

alter table crm.contact_log add column letter_id uuid;
alter table crm.contact_log add column scenario text collate "C";
create index contact_log_letter on crm.contact_log (estate_id, letter_id);
