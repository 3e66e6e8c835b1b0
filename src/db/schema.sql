-- What the migrations add up to. Written by: node --import tsx src/db/write-schema.ts

create table app.estates (
  estate_id text collate "C" not null,
  name text not null,
  is_demo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint estates_pkey PRIMARY KEY (estate_id),
  constraint estates_estate_id_check CHECK ((estate_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
);

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
  constraint journal_pkey PRIMARY KEY (estate_id, entry_id)
);
CREATE INDEX journal_at ON app.journal USING btree (estate_id, at);

create table app.migrations (
  version integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null,
  constraint migrations_pkey PRIMARY KEY (version)
);

create table app.settings (
  estate_id text collate "C" not null,
  changes jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  updated_by text not null,
  updated_at timestamp with time zone not null default now(),
  constraint settings_pkey PRIMARY KEY (estate_id)
);

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
  constraint contact_log_pkey PRIMARY KEY (estate_id, contact_id)
);
CREATE INDEX contact_log_client ON crm.contact_log USING btree (estate_id, client_code, contacted_at);

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
  constraint customer_360_pkey PRIMARY KEY (estate_id, client_code),
  constraint customer_360_legal_basis_check CHECK ((legal_basis = ANY (ARRAY['soft_opt_in'::text, 'consent'::text, 'b2b'::text, 'none'::text])))
);
CREATE INDEX customer_360_segment ON crm.customer_360 USING btree (estate_id, segment);

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
  constraint customer_360_snapshots_pkey PRIMARY KEY (estate_id, as_of_on, client_code)
);

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

create table crm.recommendation_refusals (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  scenario text collate "C" not null,
  code text collate "C" not null,
  sentence_fr text not null,
  constraint recommendation_refusals_pkey PRIMARY KEY (estate_id, inputs_hash, client_code, scenario)
);

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
  constraint catalogue_lignes_pkey PRIMARY KEY (estate_id, source, label_key, article, packaging, millesime)
);

create table etl.client_source_codes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  source_code text collate "C" not null,
  client_code text collate "C" not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  constraint client_source_codes_pkey PRIMARY KEY (estate_id, source, source_code)
);

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
  constraint clients_origin_check CHECK ((origin = ANY (ARRAY['clients'::text, 'sales'::text])))
);
CREATE INDEX clients_household ON etl.clients USING btree (estate_id, household_key);

create table etl.consent_events (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  channel text collate "C" not null,
  event text collate "C" not null,
  evidence text collate "C" not null,
  happened_on date not null,
  constraint consent_events_pkey PRIMARY KEY (estate_id, client_code, channel, event, evidence),
  constraint consent_events_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'courrier'::text, 'telephone'::text, 'all'::text]))),
  constraint consent_events_event_check CHECK ((event = ANY (ARRAY['opt_out'::text, 'opt_in'::text, 'bounce'::text, 'complaint'::text, 'unsubscribe'::text])))
);

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
  constraint curations_pkey PRIMARY KEY (estate_id, source, dataset, file_hash)
);

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
  constraint documents_pkey PRIMARY KEY (estate_id, source, document_id),
  constraint documents_status_check CHECK ((status = ANY (ARRAY['live'::text, 'vanished'::text])))
);
CREATE INDEX documents_day ON etl.documents USING btree (estate_id, source, document_type, last_day);

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
  constraint files_pkey PRIMARY KEY (estate_id, source, dataset, file_hash),
  constraint files_exported_at_origin_check CHECK ((exported_at_origin = ANY (ARRAY['name'::text, 'modified'::text])))
);

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

create table etl.produit_successions (
  estate_id text collate "C" not null,
  produit_key text collate "C" not null,
  successor_key text collate "C" not null,
  confidence numeric(4,3) not null,
  author text not null,
  constraint produit_successions_pkey PRIMARY KEY (estate_id, produit_key)
);

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
  constraint stagings_pkey PRIMARY KEY (estate_id, source, dataset, file_hash),
  constraint stagings_status_check CHECK ((status = ANY (ARRAY['staged'::text, 'stopped'::text])))
);

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

create table etl.suppressions (
  estate_id text collate "C" not null,
  subject_hash text collate "C" not null,
  reason text collate "C" not null,
  since_on date not null,
  constraint suppressions_pkey PRIMARY KEY (estate_id, subject_hash, reason),
  constraint suppressions_reason_check CHECK ((reason = ANY (ARRAY['opt_out'::text, 'bounce'::text, 'complaint'::text, 'unsubscribe'::text])))
);

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
  constraint ventes_lignes_pkey PRIMARY KEY (estate_id, source, document_id, line_id)
);
CREATE INDEX ventes_lignes_client ON etl.ventes_lignes USING btree (estate_id, client_code, date_livraison);

create table etl.wine_aliases (
  estate_id text collate "C" not null,
  alias_key text collate "C" not null,
  wine_key text collate "C" not null,
  confidence numeric(4,3) not null,
  author text not null,
  constraint wine_aliases_pkey PRIMARY KEY (estate_id, alias_key)
);

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
  constraint wines_pkey PRIMARY KEY (estate_id, wine_key),
  constraint wines_origin_check CHECK ((origin = ANY (ARRAY['catalogue'::text, 'sales'::text])))
);
