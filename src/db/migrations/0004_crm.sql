-- Rooms 5, 6 and 8: what we know of each client and what we propose.

-- One row per client, as of the last run. Money is net HT unless named TTC.
create table crm.customer_360 (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  as_of_on date not null,
  segment text collate "C" not null,
  tier text collate "C" not null,
  rfm_code text collate "C",
  rfm_mean numeric(4, 2),
  recency_score integer,
  frequency_score integer,
  monetary_score integer,
  recency_days integer,
  order_count integer not null,
  line_count integer not null,
  bottles numeric(14, 3) not null,
  net_ht numeric(14, 4) not null,
  net_ttc numeric(14, 4) not null,
  mean_basket_ht numeric(14, 4),
  median_price_75cl_ttc numeric(14, 4),
  first_order_on date,
  last_order_on date,
  -- days between orders: the client's own median (null below three), and shrunk towards the estate's
  own_gap_days numeric(8, 2),
  gap_days numeric(8, 2),
  usual_month integer,
  rhythm text collate "C" not null,
  next_order_on date,
  -- room for the client-value models: null with its reason until there is enough data
  p_alive numeric(6, 5),
  value_12m_ht numeric(14, 4),
  value_12m_low_ht numeric(14, 4),
  value_12m_high_ht numeric(14, 4),
  value_status text collate "C" not null default 'not_enough_data',
  -- [{"name", "share", "netHt", "bottles"}] by share of spend
  favourite_families jsonb not null default '[]',
  favourite_grapes jsonb not null default '[]',
  favourite_sweetness jsonb not null default '[]',
  favourite_colours jsonb not null default '[]',
  favourite_formats jsonb not null default '[]',
  favourite_price_bands jsonb not null default '[]',
  -- {"fruit", "floral", "epice", "mineral", "acidite", "corps", "tanin", "confidence", "level", "axes"}; unknown axes absent
  taste jsonb,
  -- [{"wineKey", "bottlesLeft", "lastBoughtOn", "runsOutOn"}]; null below three orders
  cellar jsonb,
  -- marketing messages handed over to the household in the rolling year; the last one to this client
  contact_count_365d integer not null default 0,
  last_contact_on date,
  -- null: may not be written to at all
  next_contact_on date,
  has_email boolean not null,
  is_bounced boolean not null,
  is_opted_out boolean not null,
  is_trade boolean not null,
  is_till boolean not null,
  legal_basis text collate "C" not null check (legal_basis in ('soft_opt_in', 'consent', 'b2b', 'none')),
  -- {"kind": "sale_line", "source", "documentId", "lineId", "on"} or {"kind": "opt_in" | "objection", "evidence", "on"}
  legal_basis_evidence jsonb,
  -- {"atRiskDays", "churnDays", "raisedBy", "purchaseDays", "sentences": {"fr": [...], "en": [...]}}: why this segment
  explanation jsonb not null default '{}',
  primary key (estate_id, client_code)
);
create index customer_360_segment on crm.customer_360 (estate_id, segment);

-- One row per client and dated computation: movement between segments is read here.
create table crm.customer_360_snapshots (
  estate_id text collate "C" not null,
  as_of_on date not null,
  client_code text collate "C" not null,
  segment text collate "C" not null,
  tier text collate "C" not null,
  rfm_code text collate "C",
  recency_days integer,
  order_count integer not null,
  net_ht numeric(14, 4) not null,
  primary key (estate_id, as_of_on, client_code)
);

-- One row per computation of recommendations: the same inputs give the same key, and nothing is computed twice.
create table crm.recommendation_runs (
  estate_id text collate "C" not null,
  -- hash of as-of day, dataset version, settings and code version
  inputs_hash text collate "C" not null,
  -- the run that last made it current, and what that run said of the step: a run taken up again says the same
  run_id uuid not null,
  report jsonb not null,
  as_of_on date not null,
  is_current boolean not null,
  client_count integer not null,
  recommendation_count integer not null,
  summary jsonb not null,
  computed_at timestamptz not null default now(),
  primary key (estate_id, inputs_hash)
);

-- One row per client and rank: the list the estate knows. Only the current computation; earlier ones are in the history.
create table crm.recommendations (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  rank integer not null check (rank between 1 and 3),
  inputs_hash text collate "C" not null,
  as_of_on date not null,
  scenario text collate "C" not null,
  slot text collate "C" not null check (slot in ('repeat', 'discovery')),
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  produit_label text not null,
  millesime integer,
  format text collate "C" not null,
  prix_ttc numeric(14, 4),
  score numeric(6, 2) not null check (score between 0 and 100),
  reason text not null check (char_length(reason) <= 255),
  primary key (estate_id, client_code, rank)
);

-- One row per recommendation ever made, with its components and evidence: enough to publish a computation again.
-- Those of a household held out (is_holdout) are kept for the measure and never reach crm.recommendations.
create table crm.recommendation_details (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  rank integer not null,
  scenario text collate "C" not null,
  slot text collate "C" not null check (slot in ('repeat', 'discovery')),
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  produit_label text not null,
  millesime integer,
  format text collate "C" not null,
  prix_ttc numeric(14, 4),
  score numeric(6, 2) not null check (score between 0 and 100),
  -- bottles set aside in the allocation; null where the estate exports no stock, or where nothing is promised
  promised_bottles integer,
  reason text not null check (char_length(reason) <= 255),
  components jsonb not null,
  evidence jsonb not null,
  is_holdout boolean not null,
  primary key (estate_id, inputs_hash, client_code, rank)
);

-- One row per client and scenario that gave nothing, and why.
create table crm.recommendation_refusals (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  scenario text collate "C" not null,
  code text collate "C" not null,
  sentence_fr text not null,
  primary key (estate_id, inputs_hash, client_code, scenario)
);

-- Written by 8-campaign. One row per letter handed over or its fate; room 6 reads it for the silence rule.
create table crm.contact_log (
  estate_id text collate "C" not null,
  contact_id uuid not null,
  client_code text collate "C" not null,
  household_key text collate "C" not null,
  channel text collate "C" not null,
  status text collate "C" not null,
  campaign_id text collate "C",
  is_marketing boolean not null,
  contacted_at timestamptz not null,
  primary key (estate_id, contact_id)
);
create index contact_log_client on crm.contact_log (estate_id, client_code, contacted_at);
