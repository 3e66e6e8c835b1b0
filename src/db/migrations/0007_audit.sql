-- Room 7: what was found about the recommendations and the data, and what a person decided.

-- One row per audit of a computation of recommendations under the audit's own settings.
create table crm.audits (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  -- of the settings and facts the audit read besides: another policy, another import, audits anew
  rules_hash text collate "C" not null,
  policy text collate "C" not null,
  -- the share of eligible clients the policy asks for, and whether it was reached
  minimum_share numeric(5, 4) not null,
  is_open boolean not null,
  client_count integer not null,
  eligible_count integer not null,
  error_count integer not null,
  warning_count integer not null,
  summary jsonb not null,
  run_id uuid not null,
  computed_at timestamptz not null default now(),
  primary key (estate_id, inputs_hash)
);

-- One row per client with recommendations: max(0, 100 − 40 × errors − 10 × warnings), eligible without error from 80 on.
create table crm.audit_verdicts (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  score integer not null check (score between 0 and 100),
  is_eligible boolean not null,
  error_count integer not null,
  warning_count integer not null,
  primary key (estate_id, inputs_hash, client_code)
);

-- One row per thing a rule found about a client's list; rank 0 is about the client or the whole list.
create table crm.audit_findings (
  estate_id text collate "C" not null,
  inputs_hash text collate "C" not null,
  client_code text collate "C" not null,
  rank integer not null default 0,
  code text collate "C" not null,
  severity text collate "C" not null check (severity in ('error', 'warning')),
  sentence_fr text not null,
  sentence_en text not null,
  primary key (estate_id, inputs_hash, client_code, rank, code)
);

-- One row per audit of the data: the state of the warehouse as of a day.
create table crm.data_audits (
  estate_id text collate "C" not null,
  -- hash of the as-of day, the dataset version and the settings
  audit_key text collate "C" not null,
  run_id uuid not null,
  as_of_on date not null,
  score numeric(5, 2) not null check (score between 0 and 100),
  computed_at timestamptz not null default now(),
  primary key (estate_id, audit_key)
);

-- One row per rule of an audit of the data: how many rows it looked at, how many it flagged, and the worst of them.
create table crm.data_audit_rules (
  estate_id text collate "C" not null,
  audit_key text collate "C" not null,
  code text collate "C" not null,
  severity text collate "C" not null check (severity in ('error', 'warning', 'information')),
  weight numeric(6, 3) not null,
  rows_checked bigint not null,
  rows_flagged bigint not null,
  -- [{"subject": "client:C0142", "sentence": …, "files": [{"fileHash", "line"}]}]
  worst jsonb not null default '[]',
  primary key (estate_id, audit_key, code)
);

-- One row per decision of a named person, about recommendations or a campaign. Rows are only added.
create table crm.approvals (
  estate_id text collate "C" not null,
  approval_id uuid not null,
  subject text collate "C" not null check (subject in ('recommendations', 'campaign')),
  -- what it covers: one item, a client, a segment, a whole computation, or a campaign; and its key
  scope text collate "C" not null check (scope in ('item', 'client', 'segment', 'run', 'campaign')),
  scope_key text collate "C" not null,
  decision text collate "C" not null check (decision in ('approved', 'rejected', 'flagged')),
  -- of all it covers at the moment of the decision: content and audience
  content_hash text collate "C" not null,
  -- who proposed (made the campaign, asked for the computation) and who decided
  author text not null,
  decided_by text not null,
  reason text,
  item_count integer not null default 0,
  decided_at timestamptz not null default now(),
  -- where one person decides alone, the approval counts only after a delay
  effective_at timestamptz not null,
  -- past it the approval counts no longer
  expires_at timestamptz not null,
  primary key (estate_id, approval_id)
);
create index approvals_scope on crm.approvals (estate_id, subject, scope_key, decided_at);

-- What a recommendation says to its client, in one hash: a decision holds for exactly these words.
create function crm.recommendation_hash(
  client_code text, scenario text, produit_key text, produit_label text, millesime integer, format text,
  prix_ttc numeric, reason text
) returns text
language sql immutable parallel safe
set search_path = pg_catalog
as $$
  select encode(
    sha256(convert_to(
      jsonb_build_array(client_code, scenario, produit_key, produit_label, millesime, format, prix_ttc, reason)::text,
      'UTF8'
    )),
    'hex'
  )
$$;

-- One row per recommendation somebody decided on: the last decision about these very words. A later computation that says
-- the same to the same client keeps the decision; one that says anything else has none.
create table crm.approval_items (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  content_hash text collate "C" not null,
  approval_id uuid not null,
  decision text collate "C" not null check (decision in ('approved', 'rejected', 'flagged')),
  inputs_hash text collate "C" not null,
  rank integer not null,
  decided_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (estate_id, client_code, content_hash)
);

-- One row per client and product somebody approved for them: the bottles set aside. The sum never exceeds what is free.
create table crm.bottle_reservations (
  estate_id text collate "C" not null,
  produit_key text collate "C" not null,
  client_code text collate "C" not null,
  bottles integer not null check (bottles > 0),
  approval_id uuid not null,
  reserved_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (estate_id, produit_key, client_code)
);

-- The journal becomes a chain: each entry's hash covers the one before it, so that an edited or missing entry shows.
-- Entries older than the chain have no position.
alter table app.journal add column position bigint;
alter table app.journal add column entry_hash text collate "C";
create unique index journal_position on app.journal (estate_id, position);

-- One row per estate: how long the journal's chain is, and the hash of its last entry.
create table app.journal_heads (
  estate_id text collate "C" not null,
  entry_count bigint not null,
  head_hash text collate "C" not null,
  primary key (estate_id)
);

-- The bottles free of each product: stock minus reserve by the newest stock-taking of each source up to a day. A product the
-- newest stock export of its source no longer names is gone: its older count is not read.
create function etl.free_bottles(of_estate text, as_of date)
returns table (produit_key text, free_bottles numeric)
language sql stable parallel safe
set search_path = pg_catalog
as $$
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
$$;
