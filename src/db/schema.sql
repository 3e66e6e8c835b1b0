-- What the migrations add up to. Written by: node --import tsx src/db/write-schema.ts

create table app.alarms (
  estate_id text collate "C" not null,
  alarm_id uuid not null,
  kind text collate "C" not null,
  subject text collate "C" not null default ''::text,
  sentence jsonb not null,
  next_step jsonb not null,
  facts jsonb not null default '{}'::jsonb,
  raised_at timestamp with time zone not null,
  mailed_at timestamp with time zone,
  cleared_at timestamp with time zone,
  constraint alarms_pkey PRIMARY KEY (estate_id, alarm_id)
);
CREATE UNIQUE INDEX alarms_open ON app.alarms USING btree (estate_id, kind, subject) WHERE (cleared_at IS NULL);
alter table app.alarms enable row level security;
create policy estate_of_the_web on app.alarms using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.api_tokens (
  estate_id text collate "C" not null,
  token_id uuid not null,
  token_hash text collate "C" not null,
  name text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_tokens_pkey PRIMARY KEY (estate_id, token_id)
);
CREATE UNIQUE INDEX api_tokens_hash ON app.api_tokens USING btree (estate_id, token_hash);
alter table app.api_tokens enable row level security;
create policy estate_of_the_web on app.api_tokens using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.backups (
  estate_id text collate "C" not null,
  backup_id uuid not null,
  reason text collate "C" not null,
  state text collate "C" not null,
  file_name text,
  bytes bigint,
  sha256 text collate "C",
  counts jsonb not null default '{}'::jsonb,
  copies jsonb not null default '[]'::jsonb,
  error jsonb,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint backups_pkey PRIMARY KEY (estate_id, backup_id),
  constraint backups_reason_check CHECK ((reason = ANY (ARRAY['night'::text, 'by_hand'::text, 'before_upgrade'::text]))),
  constraint backups_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'removed'::text])))
);
alter table app.backups enable row level security;
create policy estate_of_the_web on app.backups using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.erasures (
  estate_id text collate "C" not null,
  erasure_id uuid not null,
  subject_hashes text[] not null,
  pseudonym text collate "C" not null,
  reason text collate "C" not null,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  done_at timestamp with time zone,
  counts jsonb not null default '{}'::jsonb,
  constraint erasures_pkey PRIMARY KEY (estate_id, erasure_id),
  constraint erasures_reason_check CHECK ((reason = ANY (ARRAY['asked'::text, 'retention'::text])))
);
alter table app.erasures enable row level security;
create policy estate_of_the_web on app.erasures using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.estates (
  estate_id text collate "C" not null,
  name text not null,
  is_demo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint estates_pkey PRIMARY KEY (estate_id),
  constraint estates_estate_id_check CHECK ((estate_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
);
alter table app.estates enable row level security;
create policy estate_of_the_web on app.estates using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.idempotency_keys (
  estate_id text collate "C" not null,
  idempotency_key text collate "C" not null,
  actor text collate "C" not null,
  request_hash text collate "C" not null,
  status integer,
  body jsonb,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (estate_id, actor, idempotency_key)
);
alter table app.idempotency_keys enable row level security;
create policy estate_of_the_web on app.idempotency_keys using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.jobs (
  estate_id text collate "C" not null,
  job_id uuid not null,
  kind text collate "C" not null,
  state text collate "C" not null,
  payload jsonb not null default '{}'::jsonb,
  requested_by text not null,
  slot_at timestamp with time zone,
  progress jsonb,
  result jsonb,
  error jsonb,
  cancel_asked_by text,
  requested_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  seen_at timestamp with time zone,
  ended_at timestamp with time zone,
  attempt integer not null default 0,
  deaths integer not null default 0,
  constraint jobs_pkey PRIMARY KEY (estate_id, job_id),
  constraint jobs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'refused'::text, 'cancelled'::text, 'skipped'::text])))
);
CREATE INDEX jobs_requested ON app.jobs USING btree (estate_id, requested_at);
CREATE UNIQUE INDEX jobs_slot ON app.jobs USING btree (estate_id, kind, slot_at) WHERE (slot_at IS NOT NULL);
alter table app.jobs enable row level security;
create policy estate_of_the_web on app.jobs using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.journal (
  estate_id text collate "C" not null,
  entry_id uuid not null,
  action text collate "C" not null,
  subject text not null,
  actor text not null,
  reason text,
  before jsonb,
  after jsonb,
  at timestamp with time zone not null default now(),
  "position" bigint,
  entry_hash text collate "C",
  constraint journal_pkey PRIMARY KEY (estate_id, entry_id)
);
CREATE INDEX journal_at ON app.journal USING btree (estate_id, at);
CREATE UNIQUE INDEX journal_position ON app.journal USING btree (estate_id, "position");
alter table app.journal enable row level security;
create policy estate_of_the_web on app.journal using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.journal_heads (
  estate_id text collate "C" not null,
  entry_count bigint not null,
  head_hash text collate "C" not null,
  constraint journal_heads_pkey PRIMARY KEY (estate_id)
);
alter table app.journal_heads enable row level security;
create policy estate_of_the_web on app.journal_heads using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.migrations (
  version integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null,
  constraint migrations_pkey PRIMARY KEY (version)
);

create table app.recovery_codes (
  estate_id text collate "C" not null,
  user_id uuid not null,
  code_hash text collate "C" not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (estate_id, user_id, code_hash)
);
alter table app.recovery_codes enable row level security;
create policy estate_of_the_web on app.recovery_codes using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.reports (
  estate_id text collate "C" not null,
  report_id uuid not null,
  kind text collate "C" not null,
  run_id uuid,
  content jsonb not null,
  written_at timestamp with time zone not null,
  mailed_at timestamp with time zone,
  mailed_to text[] not null default '{}'::text[],
  constraint reports_pkey PRIMARY KEY (estate_id, report_id)
);
CREATE INDEX reports_written ON app.reports USING btree (estate_id, kind, written_at);
alter table app.reports enable row level security;
create policy estate_of_the_web on app.reports using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.restore_drills (
  estate_id text collate "C" not null,
  drill_id uuid not null,
  backup_id uuid not null,
  ok boolean not null,
  findings jsonb not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  constraint restore_drills_pkey PRIMARY KEY (estate_id, drill_id)
);
alter table app.restore_drills enable row level security;
create policy estate_of_the_web on app.restore_drills using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.sessions (
  estate_id text collate "C" not null,
  session_hash text collate "C" not null,
  user_id uuid not null,
  signed_in_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (estate_id, session_hash)
);
CREATE INDEX sessions_user ON app.sessions USING btree (estate_id, user_id);
alter table app.sessions enable row level security;
create policy estate_of_the_web on app.sessions using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.settings (
  estate_id text collate "C" not null,
  changes jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  updated_by text not null,
  updated_at timestamp with time zone not null default now(),
  constraint settings_pkey PRIMARY KEY (estate_id)
);
alter table app.settings enable row level security;
create policy estate_of_the_web on app.settings using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.sign_in_attempts (
  estate_id text collate "C" not null,
  attempt_key text collate "C" not null,
  failures integer not null,
  last_failure_at timestamp with time zone not null,
  constraint sign_in_attempts_pkey PRIMARY KEY (estate_id, attempt_key)
);
alter table app.sign_in_attempts enable row level security;
create policy estate_of_the_web on app.sign_in_attempts using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.sign_in_links (
  estate_id text collate "C" not null,
  link_hash text collate "C" not null,
  user_id uuid not null,
  purpose text collate "C" not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_links_pkey PRIMARY KEY (estate_id, link_hash),
  constraint sign_in_links_purpose_check CHECK ((purpose = ANY (ARRAY['first'::text, 'invitation'::text, 'reset'::text])))
);
alter table app.sign_in_links enable row level security;
create policy estate_of_the_web on app.sign_in_links using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table app.users (
  estate_id text collate "C" not null,
  user_id uuid not null,
  email text collate "C" not null,
  name text not null,
  role text collate "C" not null,
  state text collate "C" not null,
  language text collate "C" not null default 'fr'::text,
  password_hash text collate "C",
  totp_secret text collate "C",
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint not null default 0,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint users_pkey PRIMARY KEY (estate_id, user_id),
  constraint users_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint users_role_check CHECK ((role = ANY (ARRAY['lecteur'::text, 'operateur'::text, 'approbateur'::text, 'administrateur'::text]))),
  constraint users_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
);
CREATE UNIQUE INDEX users_email ON app.users USING btree (estate_id, email);
alter table app.users enable row level security;
create policy estate_of_the_web on app.users using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.anonymous_events (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  kind text collate "C" not null,
  event_count bigint not null,
  constraint anonymous_events_pkey PRIMARY KEY (estate_id, campaign_id, kind)
);
alter table crm.anonymous_events enable row level security;
create policy estate_of_the_web on crm.anonymous_events using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.approval_items (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  content_hash text collate "C" not null,
  approval_id uuid not null,
  decision text collate "C" not null,
  inputs_hash text collate "C" not null,
  rank integer not null,
  decided_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint approval_items_pkey PRIMARY KEY (estate_id, client_code, content_hash),
  constraint approval_items_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'rejected'::text, 'flagged'::text])))
);
alter table crm.approval_items enable row level security;
create policy estate_of_the_web on crm.approval_items using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.approvals (
  estate_id text collate "C" not null,
  approval_id uuid not null,
  subject text collate "C" not null,
  scope text collate "C" not null,
  scope_key text collate "C" not null,
  decision text collate "C" not null,
  content_hash text collate "C" not null,
  author text not null,
  decided_by text not null,
  reason text,
  item_count integer not null default 0,
  decided_at timestamp with time zone not null default now(),
  effective_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint approvals_pkey PRIMARY KEY (estate_id, approval_id),
  constraint approvals_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'rejected'::text, 'flagged'::text]))),
  constraint approvals_scope_check CHECK ((scope = ANY (ARRAY['item'::text, 'client'::text, 'segment'::text, 'run'::text, 'campaign'::text]))),
  constraint approvals_subject_check CHECK ((subject = ANY (ARRAY['recommendations'::text, 'campaign'::text])))
);
CREATE INDEX approvals_scope ON crm.approvals USING btree (estate_id, subject, scope_key, decided_at);
alter table crm.approvals enable row level security;
create policy estate_of_the_web on crm.approvals using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.audit_findings (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  rank integer not null default 0,
  code text collate "C" not null,
  severity text collate "C" not null,
  sentence_fr text not null,
  sentence_en text not null,
  constraint audit_findings_pkey PRIMARY KEY (estate_id, inputs_hash, client_code, rank, code),
  constraint audit_findings_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text])))
);
alter table crm.audit_findings enable row level security;
create policy estate_of_the_web on crm.audit_findings using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.audit_verdicts (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  score integer not null,
  is_eligible boolean not null,
  error_count integer not null,
  warning_count integer not null,
  constraint audit_verdicts_pkey PRIMARY KEY (estate_id, inputs_hash, client_code),
  constraint audit_verdicts_score_check CHECK (((score >= 0) AND (score <= 100)))
);
alter table crm.audit_verdicts enable row level security;
create policy estate_of_the_web on crm.audit_verdicts using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.audits (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  rules_hash text collate "C" not null,
  policy text collate "C" not null,
  minimum_share numeric(5,4) not null,
  is_open boolean not null,
  client_count integer not null,
  eligible_count integer not null,
  error_count integer not null,
  warning_count integer not null,
  summary jsonb not null,
  run_id uuid not null,
  computed_at timestamp with time zone not null default now(),
  constraint audits_pkey PRIMARY KEY (estate_id, inputs_hash)
);
alter table crm.audits enable row level security;
create policy estate_of_the_web on crm.audits using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.automation_actions (
  estate_id text collate "C" not null,
  action_key text collate "C" not null,
  event_key text collate "C" not null,
  rule_name text collate "C" not null,
  client_code text collate "C" not null,
  action jsonb not null,
  priority integer not null,
  due_at timestamp with time zone not null,
  state text collate "C" not null,
  outcome text,
  done_at timestamp with time zone,
  constraint automation_actions_pkey PRIMARY KEY (estate_id, action_key),
  constraint automation_actions_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'cancelled'::text])))
);
CREATE INDEX automation_actions_due ON crm.automation_actions USING btree (estate_id, due_at) WHERE (state = 'waiting'::text);
alter table crm.automation_actions enable row level security;
create policy estate_of_the_web on crm.automation_actions using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.automation_events (
  estate_id text collate "C" not null,
  event_key text collate "C" not null,
  trigger text collate "C" not null,
  client_code text collate "C" not null,
  facts jsonb not null default '{}'::jsonb,
  happened_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  constraint automation_events_pkey PRIMARY KEY (estate_id, event_key)
);
CREATE INDEX automation_events_open ON crm.automation_events USING btree (estate_id, happened_at) WHERE (handled_at IS NULL);
alter table crm.automation_events enable row level security;
create policy estate_of_the_web on crm.automation_events using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.bottle_reservations (
  estate_id text collate "C" not null,
  produit_key text collate "C" not null,
  client_code text collate "C" not null,
  bottles integer not null,
  approval_id uuid not null,
  reserved_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint bottle_reservations_pkey PRIMARY KEY (estate_id, produit_key, client_code),
  constraint bottle_reservations_bottles_check CHECK ((bottles > 0))
);
alter table crm.bottle_reservations enable row level security;
create policy estate_of_the_web on crm.bottle_reservations using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.brevo_blocks (
  estate_id text collate "C" not null,
  email_hash text collate "C" not null,
  state text collate "C" not null,
  attempts integer not null default 0,
  last_code text collate "C",
  next_try_at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint brevo_blocks_pkey PRIMARY KEY (estate_id, email_hash),
  constraint brevo_blocks_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'told'::text, 'refused'::text])))
);
alter table crm.brevo_blocks enable row level security;
create policy estate_of_the_web on crm.brevo_blocks using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.campaign_audience (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  client_code text collate "C" not null,
  household_key text collate "C" not null,
  is_included boolean not null,
  exclusion_code text collate "C",
  exclusion_sentence text,
  constraint campaign_audience_pkey PRIMARY KEY (estate_id, campaign_id, client_code)
);
alter table crm.campaign_audience enable row level security;
create policy estate_of_the_web on crm.campaign_audience using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.campaigns (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  name text not null,
  state text collate "C" not null,
  origin text collate "C" not null,
  kind text collate "C" not null,
  language text collate "C" not null,
  filter jsonb not null,
  inputs_hash text collate "C",
  template_version integer not null,
  template_hash text collate "C" not null,
  content_hash text collate "C" not null,
  audience_hash text collate "C" not null,
  verdict jsonb not null,
  approval_id uuid,
  channel text collate "C" not null,
  is_dry_run boolean not null default true,
  author text not null,
  send_after timestamp with time zone,
  send_before timestamp with time zone,
  pace jsonb not null default '{}'::jsonb,
  stop_reason text,
  is_stop_asked boolean not null default false,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint campaigns_pkey PRIMARY KEY (estate_id, campaign_id),
  constraint campaigns_channel_check CHECK ((channel = ANY (ARRAY['brevo'::text, 'smtp'::text]))),
  constraint campaigns_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint campaigns_origin_check CHECK ((origin = ANY (ARRAY['campaign'::text, 'automation'::text]))),
  constraint campaigns_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'sending'::text, 'paused'::text, 'held'::text, 'sent'::text, 'stopped'::text])))
);
alter table crm.campaigns enable row level security;
create policy estate_of_the_web on crm.campaigns using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.client_clusters (
  estate_id text collate "C" not null,
  as_of_on date not null,
  cluster_id integer not null,
  name_fr text not null,
  name_en text not null,
  client_count integer not null,
  centre_recency_days double precision not null,
  centre_order_count double precision not null,
  centre_net_ht double precision not null,
  profile jsonb not null,
  constraint client_clusters_pkey PRIMARY KEY (estate_id, as_of_on, cluster_id)
);
alter table crm.client_clusters enable row level security;
create policy estate_of_the_web on crm.client_clusters using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.client_notes (
  estate_id text collate "C" not null,
  note_id uuid not null,
  client_code text collate "C" not null,
  words text not null,
  author text not null,
  written_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  version integer not null default 1,
  constraint client_notes_pkey PRIMARY KEY (estate_id, note_id)
);
CREATE INDEX client_notes_client ON crm.client_notes USING btree (estate_id, client_code);
alter table crm.client_notes enable row level security;
create policy estate_of_the_web on crm.client_notes using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.client_tags (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  tag text collate "C" not null,
  author text not null,
  tagged_at timestamp with time zone not null default now(),
  constraint client_tags_pkey PRIMARY KEY (estate_id, client_code, tag)
);
alter table crm.client_tags enable row level security;
create policy estate_of_the_web on crm.client_tags using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.contact_log (
  estate_id text collate "C" not null,
  contact_id uuid not null,
  client_code text collate "C" not null,
  household_key text collate "C" not null,
  channel text collate "C" not null,
  status text collate "C" not null,
  campaign_id text collate "C",
  is_marketing boolean not null,
  contacted_at timestamp with time zone not null,
  letter_id uuid,
  scenario text collate "C",
  constraint contact_log_pkey PRIMARY KEY (estate_id, contact_id)
);
CREATE INDEX contact_log_client ON crm.contact_log USING btree (estate_id, client_code, contacted_at);
CREATE INDEX contact_log_letter ON crm.contact_log USING btree (estate_id, letter_id);
alter table crm.contact_log enable row level security;
create policy estate_of_the_web on crm.contact_log using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.customer_360 (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  as_of_on date not null,
  segment text collate "C" not null,
  tier text collate "C" not null,
  rfm_code text collate "C",
  rfm_mean numeric(4,2),
  recency_score integer,
  frequency_score integer,
  monetary_score integer,
  recency_days integer,
  order_count integer not null,
  line_count integer not null,
  bottles numeric(14,3) not null,
  net_ht numeric(14,4) not null,
  net_ttc numeric(14,4) not null,
  mean_basket_ht numeric(14,4),
  median_price_75cl_ttc numeric(14,4),
  first_order_on date,
  last_order_on date,
  own_gap_days numeric(8,2),
  gap_days numeric(8,2),
  usual_month integer,
  rhythm text collate "C" not null,
  next_order_on date,
  p_alive numeric(6,5),
  value_12m_ht numeric(14,4),
  value_12m_low_ht numeric(14,4),
  value_12m_high_ht numeric(14,4),
  value_status text collate "C" not null default 'not_enough_data'::text,
  favourite_families jsonb not null default '[]'::jsonb,
  favourite_grapes jsonb not null default '[]'::jsonb,
  favourite_sweetness jsonb not null default '[]'::jsonb,
  favourite_colours jsonb not null default '[]'::jsonb,
  favourite_formats jsonb not null default '[]'::jsonb,
  favourite_price_bands jsonb not null default '[]'::jsonb,
  taste jsonb,
  cellar jsonb,
  contact_count_365d integer not null default 0,
  last_contact_on date,
  next_contact_on date,
  has_email boolean not null,
  is_bounced boolean not null,
  is_opted_out boolean not null,
  is_trade boolean not null,
  is_till boolean not null,
  legal_basis text collate "C" not null,
  legal_basis_evidence jsonb,
  explanation jsonb not null default '{}'::jsonb,
  expected_orders_12m numeric(8,4),
  cluster_id integer,
  next_order_from text collate "C",
  is_profiled boolean not null default true,
  constraint customer_360_pkey PRIMARY KEY (estate_id, client_code),
  constraint customer_360_legal_basis_check CHECK ((legal_basis = ANY (ARRAY['soft_opt_in'::text, 'consent'::text, 'b2b'::text, 'none'::text]))),
  constraint customer_360_next_order_from_check CHECK ((next_order_from = ANY (ARRAY['rhythm'::text, 'model'::text, 'estate'::text])))
);
CREATE INDEX customer_360_family ON crm.customer_360 USING btree (estate_id, (((favourite_families -> 0) ->> 'name'::text)));
CREATE INDEX customer_360_last_order ON crm.customer_360 USING btree (estate_id, COALESCE(last_order_on, '0001-01-01'::date), client_code) INCLUDE (net_ht, value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email, is_trade);
CREATE INDEX customer_360_scores ON crm.customer_360 USING btree (estate_id, recency_score, frequency_score);
CREATE INDEX customer_360_segment ON crm.customer_360 USING btree (estate_id, segment);
CREATE INDEX customer_360_trade ON crm.customer_360 USING btree (estate_id, client_code) INCLUDE (net_ht, value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email, is_trade) WHERE is_trade;
CREATE INDEX customer_360_turnover ON crm.customer_360 USING btree (estate_id, net_ht, client_code) INCLUDE (value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email, is_trade);
CREATE INDEX customer_360_value ON crm.customer_360 USING btree (estate_id, COALESCE(value_12m_ht, ('-1'::integer)::numeric), client_code) INCLUDE (net_ht, value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email, is_trade);
alter table crm.customer_360 enable row level security;
create policy estate_of_the_web on crm.customer_360 using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.customer_360_snapshots (
  estate_id text collate "C" not null,
  as_of_on date not null,
  client_code text collate "C" not null,
  segment text collate "C" not null,
  tier text collate "C" not null,
  rfm_code text collate "C",
  recency_days integer,
  order_count integer not null,
  net_ht numeric(14,4) not null,
  p_alive numeric(6,5),
  value_12m_ht numeric(14,4),
  cluster_id integer,
  constraint customer_360_snapshots_pkey PRIMARY KEY (estate_id, as_of_on, client_code)
);
alter table crm.customer_360_snapshots enable row level security;
create policy estate_of_the_web on crm.customer_360_snapshots using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.daily_turnover (
  estate_id text collate "C" not null,
  sold_on date not null,
  mt_ht numeric(16,4) not null,
  line_count integer not null,
  constraint daily_turnover_pkey PRIMARY KEY (estate_id, sold_on)
);
alter table crm.daily_turnover enable row level security;
create policy estate_of_the_web on crm.daily_turnover using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.data_audit_rules (
  estate_id text collate "C" not null,
  audit_key text collate "C" not null,
  code text collate "C" not null,
  severity text collate "C" not null,
  weight numeric(6,3) not null,
  rows_checked bigint not null,
  rows_flagged bigint not null,
  worst jsonb not null default '[]'::jsonb,
  constraint data_audit_rules_pkey PRIMARY KEY (estate_id, audit_key, code),
  constraint data_audit_rules_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text, 'information'::text])))
);
alter table crm.data_audit_rules enable row level security;
create policy estate_of_the_web on crm.data_audit_rules using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.data_audits (
  estate_id text collate "C" not null,
  audit_key text collate "C" not null,
  run_id uuid not null,
  as_of_on date not null,
  score numeric(5,2) not null,
  computed_at timestamp with time zone not null default now(),
  constraint data_audits_pkey PRIMARY KEY (estate_id, audit_key),
  constraint data_audits_score_check CHECK (((score >= (0)::numeric) AND (score <= (100)::numeric)))
);
alter table crm.data_audits enable row level security;
create policy estate_of_the_web on crm.data_audits using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.evaluations (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  as_of_on date not null,
  report jsonb not null,
  computed_at timestamp with time zone not null default now(),
  constraint evaluations_pkey PRIMARY KEY (estate_id, inputs_hash)
);
alter table crm.evaluations enable row level security;
create policy estate_of_the_web on crm.evaluations using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.inbox_readings (
  estate_id text collate "C" not null,
  inbox_id uuid not null,
  status text collate "C" not null,
  event_count integer not null,
  sentence text,
  read_at timestamp with time zone not null default now(),
  constraint inbox_readings_pkey PRIMARY KEY (estate_id, inbox_id),
  constraint inbox_readings_status_check CHECK ((status = ANY (ARRAY['read'::text, 'unreadable'::text])))
);
alter table crm.inbox_readings enable row level security;
create policy estate_of_the_web on crm.inbox_readings using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.lead_score_events (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  event_key text collate "C" not null,
  delta numeric(6,2) not null,
  reason text not null,
  happened_at timestamp with time zone not null,
  constraint lead_score_events_pkey PRIMARY KEY (estate_id, client_code, event_key)
);
alter table crm.lead_score_events enable row level security;
create policy estate_of_the_web on crm.lead_score_events using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.letter_events (
  estate_id text collate "C" not null,
  dedupe_key text collate "C" not null,
  letter_id uuid not null,
  kind text collate "C" not null,
  happened_at timestamp with time zone not null,
  reason text,
  link text,
  source text collate "C" not null,
  constraint letter_events_pkey PRIMARY KEY (estate_id, dedupe_key)
);
CREATE INDEX letter_events_answers ON crm.letter_events USING btree (estate_id, letter_id, happened_at) WHERE (kind = ANY (ARRAY['click'::text, 'stay'::text]));
CREATE INDEX letter_events_letter ON crm.letter_events USING btree (estate_id, letter_id, happened_at);
alter table crm.letter_events enable row level security;
create policy estate_of_the_web on crm.letter_events using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.letter_links (
  estate_id text collate "C" not null,
  token text collate "C" not null,
  letter_id uuid not null,
  rank integer not null default 0,
  url text not null,
  constraint letter_links_pkey PRIMARY KEY (estate_id, token)
);
alter table crm.letter_links enable row level security;
create policy estate_of_the_web on crm.letter_links using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.letter_templates (
  estate_id text collate "C" not null,
  kind text collate "C" not null,
  language text collate "C" not null,
  version integer not null,
  source text not null,
  template_hash text collate "C" not null,
  author text not null,
  created_at timestamp with time zone not null default now(),
  constraint letter_templates_pkey PRIMARY KEY (estate_id, kind, language, version),
  constraint letter_templates_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint letter_templates_version_check CHECK ((version > 0))
);
alter table crm.letter_templates enable row level security;
create policy estate_of_the_web on crm.letter_templates using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.outbox (
  estate_id text collate "C" not null,
  campaign_id uuid not null,
  household_key text collate "C" not null,
  client_code text collate "C" not null,
  letter_id uuid not null,
  idempotency_key uuid not null,
  state text collate "C" not null,
  state_code text collate "C",
  email_hash text collate "C" not null,
  letter jsonb not null,
  letter_hash text collate "C" not null,
  batch_id uuid,
  claimed_by text collate "C",
  lease_until timestamp with time zone,
  attempts integer not null default 0,
  first_tried_at timestamp with time zone,
  accepted_at timestamp with time zone,
  message_id text collate "C",
  constraint outbox_pkey PRIMARY KEY (estate_id, campaign_id, household_key),
  constraint outbox_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'accepted'::text, 'unknown'::text, 'failed'::text, 'excluded'::text, 'held'::text])))
);
CREATE INDEX outbox_accepted ON crm.outbox USING btree (estate_id, accepted_at) WHERE (accepted_at IS NOT NULL);
CREATE INDEX outbox_batch ON crm.outbox USING btree (estate_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE UNIQUE INDEX outbox_letter ON crm.outbox USING btree (estate_id, letter_id);
CREATE INDEX outbox_may_have_left ON crm.outbox USING btree (estate_id, household_key) WHERE ((state = ANY (ARRAY['claimed'::text, 'unknown'::text])) OR ((state = 'held'::text) AND (state_code = 'UNKNOWN'::text)));
CREATE INDEX outbox_message ON crm.outbox USING btree (estate_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX outbox_repeat ON crm.outbox USING btree (estate_id) WHERE ((state = 'queued'::text) AND (batch_id IS NOT NULL));
CREATE INDEX outbox_state ON crm.outbox USING btree (estate_id, campaign_id, state);
CREATE INDEX outbox_stay ON crm.outbox USING btree (estate_id, household_key, accepted_at) WHERE (((letter ->> 'kind'::text) = 'stay'::text) AND (accepted_at IS NOT NULL));
alter table crm.outbox enable row level security;
create policy estate_of_the_web on crm.outbox using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.parked_events (
  estate_id text collate "C" not null,
  dedupe_key text collate "C" not null,
  kind text collate "C" not null,
  email_hash text collate "C",
  inbox_id uuid not null,
  happened_at timestamp with time zone not null,
  parked_at timestamp with time zone not null default now(),
  constraint parked_events_pkey PRIMARY KEY (estate_id, dedupe_key)
);
alter table crm.parked_events enable row level security;
create policy estate_of_the_web on crm.parked_events using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.recommendation_details (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  rank integer not null,
  scenario text collate "C" not null,
  slot text collate "C" not null,
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  produit_label text not null,
  millesime integer,
  format text collate "C" not null,
  prix_ttc numeric(14,4),
  score numeric(6,2) not null,
  promised_bottles integer,
  reason text not null,
  components jsonb not null,
  evidence jsonb not null,
  is_holdout boolean not null,
  constraint recommendation_details_pkey PRIMARY KEY (estate_id, inputs_hash, client_code, rank),
  constraint recommendation_details_reason_check CHECK ((char_length(reason) <= 255)),
  constraint recommendation_details_score_check CHECK (((score >= (0)::numeric) AND (score <= (100)::numeric))),
  constraint recommendation_details_slot_check CHECK ((slot = ANY (ARRAY['repeat'::text, 'discovery'::text])))
);
CREATE INDEX recommendation_details_promised ON crm.recommendation_details USING btree (estate_id, inputs_hash, produit_key) INCLUDE (promised_bottles, is_holdout) WHERE (promised_bottles > 0);
alter table crm.recommendation_details enable row level security;
create policy estate_of_the_web on crm.recommendation_details using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.recommendation_feedback (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  produit_key text collate "C" not null,
  as_of_on date not null,
  verdict text collate "C" not null,
  words text not null default ''::text,
  author text not null,
  said_at timestamp with time zone not null,
  constraint recommendation_feedback_pkey PRIMARY KEY (estate_id, client_code, produit_key, as_of_on),
  constraint recommendation_feedback_verdict_check CHECK ((verdict = ANY (ARRAY['good'::text, 'wrong'::text])))
);
alter table crm.recommendation_feedback enable row level security;
create policy estate_of_the_web on crm.recommendation_feedback using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.recommendation_refusals (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  scenario text collate "C" not null,
  code text collate "C" not null,
  sentence_fr text not null,
  constraint recommendation_refusals_pkey PRIMARY KEY (estate_id, inputs_hash, client_code, scenario)
);
alter table crm.recommendation_refusals enable row level security;
create policy estate_of_the_web on crm.recommendation_refusals using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.recommendation_runs (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  run_id uuid not null,
  report jsonb not null,
  as_of_on date not null,
  is_current boolean not null,
  client_count integer not null,
  recommendation_count integer not null,
  summary jsonb not null,
  computed_at timestamp with time zone not null default now(),
  constraint recommendation_runs_pkey PRIMARY KEY (estate_id, inputs_hash)
);
alter table crm.recommendation_runs enable row level security;
create policy estate_of_the_web on crm.recommendation_runs using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.recommendations (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  rank integer not null,
  inputs_hash text collate "C" not null,
  as_of_on date not null,
  scenario text collate "C" not null,
  slot text collate "C" not null,
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  produit_label text not null,
  millesime integer,
  format text collate "C" not null,
  prix_ttc numeric(14,4),
  score numeric(6,2) not null,
  reason text not null,
  constraint recommendations_pkey PRIMARY KEY (estate_id, client_code, rank),
  constraint recommendations_rank_check CHECK (((rank >= 1) AND (rank <= 3))),
  constraint recommendations_reason_check CHECK ((char_length(reason) <= 255)),
  constraint recommendations_score_check CHECK (((score >= (0)::numeric) AND (score <= (100)::numeric))),
  constraint recommendations_slot_check CHECK ((slot = ANY (ARRAY['repeat'::text, 'discovery'::text])))
);
CREATE INDEX recommendations_score ON crm.recommendations USING btree (estate_id, ((score)::double precision), (((client_code || ':'::text) || ((9 - rank))::text)));
alter table crm.recommendations enable row level security;
create policy estate_of_the_web on crm.recommendations using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.rule_calls (
  estate_id text collate "C" not null,
  call_id uuid not null,
  action_key text collate "C" not null,
  event_key text collate "C" not null,
  rule_name text collate "C" not null,
  client_code text collate "C" not null,
  url text not null,
  origin text collate "C" not null,
  body text not null,
  state text collate "C" not null,
  state_code text collate "C",
  last_status integer,
  attempts integer not null default 0,
  due_at timestamp with time zone not null,
  claimed_by text collate "C",
  lease_until timestamp with time zone,
  asked_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint rule_calls_pkey PRIMARY KEY (estate_id, call_id),
  constraint rule_calls_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'done'::text, 'refused'::text, 'cancelled'::text])))
);
CREATE UNIQUE INDEX rule_calls_action ON crm.rule_calls USING btree (estate_id, action_key);
CREATE INDEX rule_calls_due ON crm.rule_calls USING btree (estate_id, due_at) WHERE (state = ANY (ARRAY['queued'::text, 'claimed'::text]));
alter table crm.rule_calls enable row level security;
create policy estate_of_the_web on crm.rule_calls using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.saved_audiences (
  estate_id text collate "C" not null,
  name text collate "C" not null,
  filter jsonb not null,
  author text not null,
  saved_at timestamp with time zone not null default now(),
  constraint saved_audiences_pkey PRIMARY KEY (estate_id, name)
);
alter table crm.saved_audiences enable row level security;
create policy estate_of_the_web on crm.saved_audiences using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.segment_cells (
  estate_id text collate "C" not null,
  segment text collate "C" not null,
  tier text collate "C" not null,
  rhythm text collate "C" not null,
  recency_score integer not null,
  frequency_score integer not null,
  client_count integer not null,
  net_ht numeric(16,4) not null,
  constraint segment_cells_pkey PRIMARY KEY (estate_id, segment, tier, rhythm, recency_score, frequency_score)
);
alter table crm.segment_cells enable row level security;
create policy estate_of_the_web on crm.segment_cells using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.segment_moves (
  estate_id text collate "C" not null,
  from_segment text collate "C" not null,
  to_segment text collate "C" not null,
  client_count integer not null,
  constraint segment_moves_pkey PRIMARY KEY (estate_id, from_segment, to_segment)
);
alter table crm.segment_moves enable row level security;
create policy estate_of_the_web on crm.segment_moves using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.sending_instances (
  estate_id text collate "C" not null,
  instance_hash text collate "C" not null,
  confirmed_by text not null,
  confirmed_at timestamp with time zone not null default now(),
  constraint sending_instances_pkey PRIMARY KEY (estate_id)
);
alter table crm.sending_instances enable row level security;
create policy estate_of_the_web on crm.sending_instances using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.tasks (
  estate_id text collate "C" not null,
  task_id uuid not null,
  task_key text collate "C" not null,
  kind text collate "C" not null,
  client_code text collate "C",
  title text not null,
  due_on date,
  state text collate "C" not null,
  author text not null,
  created_at timestamp with time zone not null default now(),
  closed_by text,
  closed_at timestamp with time zone,
  constraint tasks_pkey PRIMARY KEY (estate_id, task_id),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text])))
);
CREATE INDEX tasks_client ON crm.tasks USING btree (estate_id, client_code) WHERE (client_code IS NOT NULL);
CREATE UNIQUE INDEX tasks_key ON crm.tasks USING btree (estate_id, task_key);
alter table crm.tasks enable row level security;
create policy estate_of_the_web on crm.tasks using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table crm.value_models (
  estate_id text collate "C" not null,
  as_of_on date not null,
  summary jsonb not null,
  clustering jsonb not null,
  constraint value_models_pkey PRIMARY KEY (estate_id, as_of_on)
);
alter table crm.value_models enable row level security;
create policy estate_of_the_web on crm.value_models using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.catalogue_lignes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  label_key text collate "C" not null,
  article text collate "C" not null default ''::text,
  packaging text collate "C" not null default ''::text,
  millesime integer not null default 0,
  label text not null,
  wine_key text collate "C" not null,
  format text collate "C" not null,
  famille_crm text,
  sous_famille text,
  macro_categorie text,
  cepage text,
  sucrosite text,
  couleur text,
  degre numeric(5,2),
  prix_ttc numeric(14,4),
  prix_75cl_ttc numeric(14,4),
  price_band text,
  premium_tier text,
  aroma_fruit numeric(6,4),
  aroma_floral numeric(6,4),
  aroma_epice numeric(6,4),
  aroma_mineral numeric(6,4),
  aroma_acidite numeric(6,4),
  aroma_corps numeric(6,4),
  aroma_tanin numeric(6,4),
  is_listed boolean not null,
  exported_at timestamp with time zone not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  is_wine boolean not null default true,
  constraint catalogue_lignes_pkey PRIMARY KEY (estate_id, source, label_key, article, packaging, millesime)
);
alter table etl.catalogue_lignes enable row level security;
create policy estate_of_the_web on etl.catalogue_lignes using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.client_source_codes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  source_code text collate "C" not null,
  client_code text collate "C" not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  constraint client_source_codes_pkey PRIMARY KEY (estate_id, source, source_code)
);
alter table etl.client_source_codes enable row level security;
create policy estate_of_the_web on etl.client_source_codes using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.clients (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  nom text,
  prenom text,
  civilite text,
  email text collate "C",
  other_emails text[] not null default '{}'::text[],
  telephone text collate "C",
  adresse text,
  code_postal text collate "C",
  ville text,
  pays text collate "C",
  type_client text,
  date_naissance date,
  household_key text collate "C" not null,
  is_trade boolean not null,
  is_till boolean not null,
  origin text not null,
  provenance jsonb not null default '{}'::jsonb,
  exported_at timestamp with time zone not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  constraint clients_pkey PRIMARY KEY (estate_id, client_code),
  constraint clients_origin_check CHECK ((origin = ANY (ARRAY['clients'::text, 'sales'::text, 'form'::text])))
);
CREATE INDEX clients_email_hash ON etl.clients USING btree (estate_id, etl.email_hash(email));
CREATE INDEX clients_filing_name ON etl.clients USING btree (estate_id, etl.filing_name(nom, prenom), client_code);
CREATE INDEX clients_household ON etl.clients USING btree (estate_id, household_key);
CREATE INDEX clients_words ON etl.clients USING gin (etl.client_words(estate_id, client_code, nom, prenom, ville, email, code_postal));
alter table etl.clients enable row level security;
create policy estate_of_the_web on etl.clients using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.consent_events (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  channel text collate "C" not null,
  event text collate "C" not null,
  evidence text collate "C" not null,
  happened_on date not null,
  constraint consent_events_pkey PRIMARY KEY (estate_id, client_code, channel, event, evidence),
  constraint consent_events_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'courrier'::text, 'telephone'::text, 'all'::text, 'tracking'::text, 'profiling'::text]))),
  constraint consent_events_event_check CHECK ((event = ANY (ARRAY['opt_out'::text, 'opt_in'::text, 'bounce'::text, 'complaint'::text, 'unsubscribe'::text])))
);
alter table etl.consent_events enable row level security;
create policy estate_of_the_web on etl.consent_events using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.contacts (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  client_code text collate "C" not null,
  contact_date date not null,
  channel text collate "C" not null,
  status text collate "C" not null,
  campaign_id text collate "C" not null default ''::text,
  email text collate "C",
  file_hash text collate "C" not null,
  file_line bigint not null,
  constraint contacts_pkey PRIMARY KEY (estate_id, source, client_code, contact_date, channel, campaign_id, status)
);
alter table etl.contacts enable row level security;
create policy estate_of_the_web on etl.contacts using ((estate_id = current_setting('cuvee.estate'::text, true)));

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
  mt_ht_read numeric(18,4) not null default 0,
  mt_ht_kept numeric(18,4) not null default 0,
  mt_ht_rejected numeric(18,4) not null default 0,
  first_day date,
  last_day date,
  warnings jsonb not null default '{}'::jsonb,
  run_id uuid not null,
  curated_at timestamp with time zone not null default now(),
  repeats_hash text collate "C",
  names jsonb,
  constraint curations_pkey PRIMARY KEY (estate_id, source, dataset, file_hash)
);
alter table etl.curations enable row level security;
create policy estate_of_the_web on etl.curations using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.document_changes (
  estate_id text collate "C" not null,
  run_id uuid not null,
  source text collate "C" not null,
  document_id text collate "C" not null,
  file_hash text collate "C" not null,
  change text collate "C" not null,
  mt_ht_before numeric(14,4),
  mt_ht_after numeric(14,4),
  line_count_before integer,
  line_count_after integer,
  constraint document_changes_pkey PRIMARY KEY (estate_id, run_id, source, document_id, file_hash),
  constraint document_changes_change_check CHECK ((change = ANY (ARRAY['changed'::text, 'vanished'::text, 'returned'::text])))
);
CREATE INDEX document_changes_document ON etl.document_changes USING btree (estate_id, source, document_id);
alter table etl.document_changes enable row level security;
create policy estate_of_the_web on etl.document_changes using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.documents (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  document_id text collate "C" not null,
  status text collate "C" not null,
  document_type text collate "C" not null,
  content_hash text collate "C" not null,
  line_count integer not null,
  mt_ht numeric(14,4) not null,
  first_day date not null,
  last_day date not null,
  exported_at timestamp with time zone not null,
  file_hash text collate "C" not null,
  run_id uuid not null,
  changed_at timestamp with time zone not null default now(),
  words_hash text collate "C",
  constraint documents_pkey PRIMARY KEY (estate_id, document_id, source),
  constraint documents_status_check CHECK ((status = ANY (ARRAY['live'::text, 'vanished'::text])))
);
alter table etl.documents enable row level security;
create policy estate_of_the_web on etl.documents using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.event_inbox (
  estate_id text collate "C" not null,
  inbox_id uuid not null,
  source text collate "C" not null,
  body text not null,
  received_at timestamp with time zone not null,
  constraint event_inbox_pkey PRIMARY KEY (estate_id, inbox_id)
);
CREATE INDEX event_inbox_received ON etl.event_inbox USING btree (estate_id, received_at);
alter table etl.event_inbox enable row level security;
create policy estate_of_the_web on etl.event_inbox using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.files (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  original_name text not null,
  archived_path text not null,
  byte_count bigint not null,
  exported_at timestamp with time zone not null,
  exported_at_origin text not null,
  received_in_run_id uuid,
  received_at timestamp with time zone not null default now(),
  rewritten_hash text collate "C",
  constraint files_pkey PRIMARY KEY (estate_id, source, dataset, file_hash),
  constraint files_exported_at_origin_check CHECK ((exported_at_origin = ANY (ARRAY['name'::text, 'modified'::text])))
);
alter table etl.files enable row level security;
create policy estate_of_the_web on etl.files using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.loads (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  config_hash text collate "C" not null,
  run_id uuid not null,
  rows_loaded bigint not null,
  rows_changed bigint not null,
  documents_new integer not null default 0,
  documents_changed integer not null default 0,
  documents_unchanged integer not null default 0,
  documents_vanished integer not null default 0,
  rows_superseded bigint not null default 0,
  loaded_at timestamp with time zone not null default now(),
  constraint loads_pkey PRIMARY KEY (estate_id, source, dataset, file_hash)
);
CREATE INDEX loads_run ON etl.loads USING btree (estate_id, run_id);
alter table etl.loads enable row level security;
create policy estate_of_the_web on etl.loads using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.overrides (
  estate_id text collate "C" not null,
  subject text collate "C" not null,
  subject_key text collate "C" not null,
  column_name text collate "C" not null,
  value text,
  author text not null,
  decided_at timestamp with time zone not null default now(),
  constraint overrides_pkey PRIMARY KEY (estate_id, subject, subject_key, column_name),
  constraint overrides_subject_check CHECK ((subject = ANY (ARRAY['client'::text, 'produit'::text, 'wine'::text])))
);
alter table etl.overrides enable row level security;
create policy estate_of_the_web on etl.overrides using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.produit_aliases (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  label_key text collate "C" not null,
  article text collate "C" not null default ''::text,
  packaging text collate "C" not null default ''::text,
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  said_label text collate "C" not null,
  said_wine_key text collate "C" not null,
  said_millesime integer,
  said_format text collate "C" not null,
  confidence numeric(4,3) not null,
  author text not null,
  constraint produit_aliases_pkey PRIMARY KEY (estate_id, source, label_key, article, packaging)
);
alter table etl.produit_aliases enable row level security;
create policy estate_of_the_web on etl.produit_aliases using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.produit_successions (
  estate_id text collate "C" not null,
  produit_key text collate "C" not null,
  successor_key text collate "C" not null,
  confidence numeric(4,3) not null,
  author text not null,
  constraint produit_successions_pkey PRIMARY KEY (estate_id, produit_key)
);
alter table etl.produit_successions enable row level security;
create policy estate_of_the_web on etl.produit_successions using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.produits (
  estate_id text collate "C" not null,
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  label text not null,
  article text collate "C",
  packaging text collate "C",
  format text collate "C" not null,
  millesime integer,
  famille_crm text,
  sous_famille text,
  macro_categorie text,
  cepage text,
  sucrosite text,
  couleur text,
  degre numeric(5,2),
  price_band text,
  premium_tier text,
  prix_ttc numeric(14,4),
  prix_75cl_ttc numeric(14,4),
  origin text not null,
  is_active boolean not null,
  file_hash text collate "C",
  file_line bigint,
  constraint produits_pkey PRIMARY KEY (estate_id, produit_key),
  constraint produits_origin_check CHECK ((origin = ANY (ARRAY['catalogue'::text, 'sales'::text])))
);
CREATE INDEX produits_wine ON etl.produits USING btree (estate_id, wine_key);
alter table etl.produits enable row level security;
create policy estate_of_the_web on etl.produits using ((estate_id = current_setting('cuvee.estate'::text, true)));

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
  mt_ht numeric(18,4),
  constraint rejects_pkey PRIMARY KEY (estate_id, source, dataset, file_hash, file_line, column_name, code)
);
alter table etl.rejects enable row level security;
create policy estate_of_the_web on etl.rejects using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.row_corrections (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  row_hash text collate "C" not null,
  column_name text collate "C" not null,
  value text not null,
  author text not null,
  reason text not null default ''::text,
  decided_at timestamp with time zone not null,
  constraint row_corrections_pkey PRIMARY KEY (estate_id, source, dataset, row_hash, column_name)
);
alter table etl.row_corrections enable row level security;
create policy estate_of_the_web on etl.row_corrections using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.run_steps (
  estate_id text collate "C" not null,
  run_id uuid not null,
  step text collate "C" not null,
  room text collate "C" not null,
  "position" integer not null,
  status text collate "C" not null,
  rows_read bigint not null default 0,
  rows_written bigint not null default 0,
  rows_rejected bigint not null default 0,
  error jsonb,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint run_steps_pkey PRIMARY KEY (estate_id, run_id, step),
  constraint run_steps_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'refused'::text])))
);
alter table etl.run_steps enable row level security;
create policy estate_of_the_web on etl.run_steps using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.runs (
  estate_id text collate "C" not null,
  run_id uuid not null,
  as_of_on date not null,
  status text collate "C" not null,
  config_hash text collate "C" not null,
  code_version text collate "C" not null,
  dataset_version text collate "C",
  report jsonb,
  error jsonb,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint runs_pkey PRIMARY KEY (estate_id, run_id),
  constraint runs_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'refused'::text])))
);
CREATE INDEX runs_started ON etl.runs USING btree (estate_id, started_at);
alter table etl.runs enable row level security;
create policy estate_of_the_web on etl.runs using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.set_aside (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  replaced_by text collate "C" not null,
  run_id uuid not null,
  set_aside_at timestamp with time zone not null default now(),
  constraint set_aside_pkey PRIMARY KEY (estate_id, source, dataset, file_hash)
);
alter table etl.set_aside enable row level security;
create policy estate_of_the_web on etl.set_aside using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.stagings (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  profile_hash text collate "C" not null,
  status text collate "C" not null,
  staging_path text,
  reading jsonb not null,
  rows_read bigint not null default 0,
  stop_code text collate "C",
  stop_sentence jsonb,
  run_id uuid not null,
  staged_at timestamp with time zone not null default now(),
  content_hash text collate "C",
  constraint stagings_pkey PRIMARY KEY (estate_id, source, dataset, file_hash),
  constraint stagings_status_check CHECK ((status = ANY (ARRAY['staged'::text, 'stopped'::text])))
);
alter table etl.stagings enable row level security;
create policy estate_of_the_web on etl.stagings using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.stock (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  produit_key text collate "C" not null,
  date_snapshot date not null,
  stock_total numeric(12,3) not null,
  stock_reserve numeric(12,3) not null,
  exported_at timestamp with time zone not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  constraint stock_pkey PRIMARY KEY (estate_id, source, produit_key, date_snapshot)
);
alter table etl.stock enable row level security;
create policy estate_of_the_web on etl.stock using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.stock_lignes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  label_key text collate "C" not null,
  article text collate "C" not null default ''::text,
  packaging text collate "C" not null default ''::text,
  date_snapshot date not null,
  stock_total numeric(12,3) not null,
  stock_reserve numeric(12,3) not null,
  exported_at timestamp with time zone not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  constraint stock_lignes_pkey PRIMARY KEY (estate_id, source, label_key, article, packaging, date_snapshot)
);
alter table etl.stock_lignes enable row level security;
create policy estate_of_the_web on etl.stock_lignes using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.suppressions (
  estate_id text collate "C" not null,
  subject_hash text collate "C" not null,
  reason text collate "C" not null,
  since_on date not null,
  constraint suppressions_pkey PRIMARY KEY (estate_id, subject_hash, reason),
  constraint suppressions_reason_check CHECK ((reason = ANY (ARRAY['opt_out'::text, 'bounce'::text, 'complaint'::text, 'unsubscribe'::text])))
);
alter table etl.suppressions enable row level security;
create policy estate_of_the_web on etl.suppressions using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.ventes_lignes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  document_id text collate "C" not null,
  line_id text collate "C" not null,
  document_type text collate "C" not null,
  document_no text collate "C" not null,
  line_kind text collate "C" not null,
  client_code text collate "C",
  date_livraison date not null,
  produit_label text not null,
  label_key text collate "C" not null,
  produit_key text collate "C",
  article text collate "C",
  packaging text collate "C",
  qty_line numeric(12,3) not null,
  qty_bottles numeric(12,3) not null,
  qty_unit numeric(12,3) not null,
  pu_ht numeric(14,4),
  mt_ht numeric(14,4) not null,
  mt_ttc numeric(14,4) not null,
  marge numeric(14,4),
  is_ht_derived boolean not null,
  is_ttc_derived boolean not null,
  email text collate "C",
  code_postal text collate "C",
  ville text,
  file_hash text collate "C" not null,
  file_line bigint not null,
  constraint ventes_lignes_pkey PRIMARY KEY (estate_id, document_id, line_id, source)
);
CREATE INDEX ventes_lignes_client ON etl.ventes_lignes USING btree (client_code, estate_id, date_livraison);
CREATE INDEX ventes_lignes_produit ON etl.ventes_lignes USING btree (produit_key, date_livraison, estate_id) WHERE (line_kind = ANY (ARRAY['sale'::text, 'return'::text]));
alter table etl.ventes_lignes enable row level security;
create policy estate_of_the_web on etl.ventes_lignes using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.wine_aliases (
  estate_id text collate "C" not null,
  alias_key text collate "C" not null,
  wine_key text collate "C" not null,
  confidence numeric(4,3) not null,
  author text not null,
  constraint wine_aliases_pkey PRIMARY KEY (estate_id, alias_key)
);
alter table etl.wine_aliases enable row level security;
create policy estate_of_the_web on etl.wine_aliases using ((estate_id = current_setting('cuvee.estate'::text, true)));

create table etl.wines (
  estate_id text collate "C" not null,
  wine_key text collate "C" not null,
  name text not null,
  famille_crm text,
  sous_famille text,
  macro_categorie text,
  cepage text,
  sucrosite text,
  couleur text,
  premium_tier text,
  aroma_fruit numeric(6,4),
  aroma_floral numeric(6,4),
  aroma_epice numeric(6,4),
  aroma_mineral numeric(6,4),
  aroma_acidite numeric(6,4),
  aroma_corps numeric(6,4),
  aroma_tanin numeric(6,4),
  origin text not null,
  filing_name text collate "C" generated always as (etl.filing_name(name, wine_key)) stored,
  constraint wines_pkey PRIMARY KEY (estate_id, wine_key),
  constraint wines_origin_check CHECK ((origin = ANY (ARRAY['catalogue'::text, 'sales'::text])))
);
alter table etl.wines enable row level security;
create policy estate_of_the_web on etl.wines using ((estate_id = current_setting('cuvee.estate'::text, true)));

CREATE OR REPLACE FUNCTION app.guard_estate_tables()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  guarded record;
begin
  if not exists (select from pg_roles where rolname = 'cuvee_web') then return; end if;
  grant usage on schema app, etl, crm to cuvee_web;
  for guarded in
    select columns.table_schema as schema_name, columns.table_name
    from information_schema.columns
    inner join information_schema.tables
      on tables.table_schema = columns.table_schema and tables.table_name = columns.table_name
    where columns.table_schema in ('app', 'etl', 'crm')
      and columns.column_name = 'estate_id'
      and tables.table_type = 'BASE TABLE'
    order by 1, 2
  loop
    execute format('alter table %I.%I enable row level security', guarded.schema_name, guarded.table_name);
    execute format('drop policy if exists estate_of_the_web on %I.%I', guarded.schema_name, guarded.table_name);
    execute format(
      'create policy estate_of_the_web on %I.%I to cuvee_web using (estate_id = current_setting(''cuvee.estate'', true))',
      guarded.schema_name, guarded.table_name);
    execute format(
      'grant select, insert, update, delete on %I.%I to cuvee_web', guarded.schema_name, guarded.table_name);
  end loop;
  -- What nobody may rewrite from the page.
  revoke insert, update, delete on app.estates, app.backups, app.restore_drills, app.erasures, etl.suppressions from cuvee_web;
  revoke update, delete on app.journal, etl.suppressions, etl.files from cuvee_web;
  grant insert on etl.suppressions to cuvee_web;
end $function$;

CREATE OR REPLACE FUNCTION crm.clients_of_family(of_estate text, family text)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select customer_360.client_code::text
  from crm.customer_360
  where
    customer_360.estate_id = of_estate
    and customer_360.favourite_families -> 0 ->> 'name' = family
    and current_setting('cuvee.estate', true) = of_estate
$function$;

CREATE OR REPLACE FUNCTION crm.recommendation_hash(client_code text, scenario text, produit_key text, produit_label text, millesime integer, format text, prix_ttc numeric, reason text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select encode(
    sha256(convert_to(
      jsonb_build_array(client_code, scenario, produit_key, produit_label, millesime, format, prix_ttc, reason)::text,
      'UTF8'
    )),
    'hex'
  )
$function$;

CREATE OR REPLACE FUNCTION etl.client_words(of_estate text, client_code text, nom text, prenom text, ville text, email text, code_postal text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select array_to_tsvector(
    array(
      select distinct of_estate || '/' || word
      from unnest(etl.search_words(
        client_code || ' ' || coalesce(nom, '') || ' ' || coalesce(prenom, '') || ' ' || coalesce(ville, '') || ' '
        || coalesce(email, '') || ' ' || coalesce(code_postal, '')
      )) as word
      where word <> ''
    )
  )
$function$;

CREATE OR REPLACE FUNCTION etl.email_hash(email text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$ select encode(sha256(convert_to(lower(email), 'UTF8')), 'hex') $function$;

CREATE OR REPLACE FUNCTION etl.filing_name(nom text, prenom text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select btrim(array_to_string(etl.search_words(coalesce(nom, '') || ' ' || coalesce(prenom, '')), ' ')) collate "C"
$function$;

CREATE OR REPLACE FUNCTION etl.find_clients(of_estate text, said text, most integer)
 RETURNS SETOF text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  wanted tsquery;
begin
  if current_setting('cuvee.estate', true) is distinct from of_estate then return; end if;
  select string_agg('''' || of_estate || '/' || replace(word, '''', '''''') || ''':*', ' & ')::tsquery
  into wanted
  from unnest(etl.search_words(said)) as word
  where word <> '';
  if wanted is null then return; end if;
  return query
    select clients.client_code::text
    from etl.clients
    where
      clients.estate_id = of_estate
      and etl.client_words(
        clients.estate_id, clients.client_code, clients.nom, clients.prenom, clients.ville, clients.email,
        clients.code_postal
      ) @@ wanted
    limit most;
end $function$;

CREATE OR REPLACE FUNCTION etl.free_bottles(of_estate text, as_of date)
 RETURNS TABLE(produit_key text, free_bottles numeric)
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  with stock_days as (
    select stock.source, max(stock.date_snapshot) as last_day, max(stock.exported_at) as last_export
    from etl.stock as stock
    where stock.estate_id = of_estate and stock.date_snapshot <= as_of
    group by stock.source
  ),
  newest_counts as (
    select distinct on (stock.source, stock.produit_key)
      stock.source,
      stock.produit_key,
      stock.date_snapshot,
      stock.exported_at,
      stock.stock_total - stock.stock_reserve as free_bottles
    from etl.stock as stock
    where stock.estate_id = of_estate and stock.date_snapshot <= as_of
    order by stock.source, stock.produit_key, stock.date_snapshot desc
  )
  select newest_counts.produit_key, sum(newest_counts.free_bottles)
  from newest_counts
  inner join stock_days on stock_days.source = newest_counts.source
  where newest_counts.date_snapshot = stock_days.last_day or newest_counts.exported_at = stock_days.last_export
  group by newest_counts.produit_key
$function$;

CREATE OR REPLACE FUNCTION etl.refuses_profiling(of_estate text, of_client text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(
    (
      select events.event = 'opt_out'
      from etl.consent_events as events
      where events.estate_id = of_estate and events.client_code = of_client and events.channel = 'profiling'
      order by events.happened_on desc, events.event desc
      limit 1
    ),
    false
  )
$function$;

CREATE OR REPLACE FUNCTION etl.search_words(said text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select regexp_split_to_array(
    upper(
      regexp_replace(
        normalize(
          replace(replace(replace(replace(replace(replace(replace(
            translate(said, 'ØøŁłĐđ×', 'OoLlDdX'),
            'Œ', 'OE'), 'œ', 'OE'), 'Æ', 'AE'), 'æ', 'AE'), 'ß', 'SS'), 'ẞ', 'SS'), '™', ''),
          nfkd
        ),
        U&'[\0300-\036F]', '', 'g'
      ) collate "C"
    ),
    U&'[\0001-/:-@[-`{-\00BF\2000-\206F]+'
  )
$function$;
