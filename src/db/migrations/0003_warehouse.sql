-- Room 4: the warehouse.

-- One row per document an export ever held. Its lines are in etl.ventes_lignes unless it vanished.
create table etl.documents (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  document_id text collate "C" not null,
  status text collate "C" not null check (status in ('live', 'vanished')),
  document_type text collate "C" not null,
  -- order-free sum of the hashes of its lines: same content, same hash
  content_hash text collate "C" not null,
  line_count integer not null,
  mt_ht numeric(14, 4) not null,
  first_day date not null,
  last_day date not null,
  -- the export that last said something about it: a newer one wins, whatever the order of arrival
  exported_at timestamptz not null,
  file_hash text collate "C" not null,
  run_id uuid not null,
  changed_at timestamptz not null default now(),
  primary key (estate_id, source, document_id)
);
create index documents_day on etl.documents (estate_id, source, document_type, last_day);

-- One row per line of a document: the sale ledger of the estate.
create table etl.ventes_lignes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  document_id text collate "C" not null,
  -- order_detail_no of the source, else the ordinal of the line inside its document
  line_id text collate "C" not null,
  document_type text collate "C" not null,
  document_no text collate "C" not null,
  line_kind text collate "C" not null,
  -- null: the passing client (till sales): counted for revenue and popularity, never profiled
  client_code text collate "C",
  date_livraison date not null,
  produit_label text not null,
  -- normalised label as the line wrote it, and the product it means (etl.produits) when it is a wine
  label_key text collate "C" not null,
  produit_key text collate "C",
  article text collate "C",
  packaging text collate "C",
  qty_line numeric(12, 3) not null,
  -- bottles, and 75-cl equivalents
  qty_bottles numeric(12, 3) not null,
  qty_unit numeric(12, 3) not null,
  pu_ht numeric(14, 4),
  mt_ht numeric(14, 4) not null,
  mt_ttc numeric(14, 4) not null,
  marge numeric(14, 4),
  is_ht_derived boolean not null,
  is_ttc_derived boolean not null,
  email text collate "C",
  code_postal text collate "C",
  ville text,
  file_hash text collate "C" not null,
  file_line bigint not null,
  primary key (estate_id, source, document_id, line_id)
);
create index ventes_lignes_client on etl.ventes_lignes (estate_id, client_code, date_livraison);

-- One row per wine: a cuvée whatever its vintage and format.
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
  aroma_fruit numeric(6, 4),
  aroma_floral numeric(6, 4),
  aroma_epice numeric(6, 4),
  aroma_mineral numeric(6, 4),
  aroma_acidite numeric(6, 4),
  aroma_corps numeric(6, 4),
  aroma_tanin numeric(6, 4),
  origin text not null check (origin in ('catalogue', 'sales')),
  primary key (estate_id, wine_key)
);

-- One row per product: a wine, its vintage and its format. The key reads: wine, vintage, format when not 75 cl.
create table etl.produits (
  estate_id text collate "C" not null,
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  label text not null,
  article text collate "C",
  packaging text collate "C",
  format text collate "C" not null,
  -- null: the exports never say it
  millesime integer,
  famille_crm text,
  sous_famille text,
  macro_categorie text,
  cepage text,
  sucrosite text,
  couleur text,
  degre numeric(5, 2),
  price_band text,
  premium_tier text,
  prix_ttc numeric(14, 4),
  -- for one 75-cl equivalent
  prix_75cl_ttc numeric(14, 4),
  origin text not null check (origin in ('catalogue', 'sales')),
  is_active boolean not null,
  file_hash text collate "C",
  file_line bigint,
  primary key (estate_id, produit_key)
);
create index produits_wine on etl.produits (estate_id, wine_key);

-- One row per way the sales and stock exports name a product: label, article and packaging as normalised.
create table etl.produit_aliases (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  label_key text collate "C" not null,
  article text collate "C" not null default '',
  packaging text collate "C" not null default '',
  produit_key text collate "C" not null,
  wine_key text collate "C" not null,
  -- what the name says by itself, before any alias or article: the identity can be worked out again from these alone
  said_label text collate "C" not null,
  said_wine_key text collate "C" not null,
  said_millesime integer,
  said_format text collate "C" not null,
  confidence numeric(4, 3) not null,
  -- a rule of the house ('rule:…') or the person who decided; a person's choice is never overwritten
  author text not null,
  primary key (estate_id, source, label_key, article, packaging)
);

-- One row per way the product exports name a product, as the newest of them tells it; etl.wines and etl.produits follow.
create table etl.catalogue_lignes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  label_key text collate "C" not null,
  article text collate "C" not null default '',
  packaging text collate "C" not null default '',
  -- 0: the row names no vintage
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
  degre numeric(5, 2),
  prix_ttc numeric(14, 4),
  prix_75cl_ttc numeric(14, 4),
  price_band text,
  premium_tier text,
  aroma_fruit numeric(6, 4),
  aroma_floral numeric(6, 4),
  aroma_epice numeric(6, 4),
  aroma_mineral numeric(6, 4),
  aroma_acidite numeric(6, 4),
  aroma_corps numeric(6, 4),
  aroma_tanin numeric(6, 4),
  -- whether the newest product export of the source still holds it
  is_listed boolean not null,
  exported_at timestamptz not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  primary key (estate_id, source, label_key, article, packaging, millesime)
);

-- One row per label that means another wine's name: 'GEWURZTRAMINER VT' is 'GEWURZTRAMINER VENDANGES TARDIVES'.
create table etl.wine_aliases (
  estate_id text collate "C" not null,
  alias_key text collate "C" not null,
  wine_key text collate "C" not null,
  confidence numeric(4, 3) not null,
  author text not null,
  primary key (estate_id, alias_key)
);

-- One row per product that is sold out and the product to offer instead.
create table etl.produit_successions (
  estate_id text collate "C" not null,
  produit_key text collate "C" not null,
  successor_key text collate "C" not null,
  confidence numeric(4, 3) not null,
  author text not null,
  primary key (estate_id, produit_key)
);

-- One row per name and day of stock-taking, as the exports write it; etl.stock sums it by product.
create table etl.stock_lignes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  label_key text collate "C" not null,
  article text collate "C" not null default '',
  packaging text collate "C" not null default '',
  date_snapshot date not null,
  stock_total numeric(12, 3) not null,
  stock_reserve numeric(12, 3) not null,
  exported_at timestamptz not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  primary key (estate_id, source, label_key, article, packaging, date_snapshot)
);

-- One row per product and day of stock-taking.
create table etl.stock (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  produit_key text collate "C" not null,
  date_snapshot date not null,
  stock_total numeric(12, 3) not null,
  stock_reserve numeric(12, 3) not null,
  exported_at timestamptz not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  primary key (estate_id, source, produit_key, date_snapshot)
);

-- One row per client. The client file wins over the sales rows, a correction made by a person wins over both.
create table etl.clients (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  nom text,
  prenom text,
  civilite text,
  email text collate "C",
  other_emails text[] not null default '{}',
  telephone text collate "C",
  adresse text,
  code_postal text collate "C",
  ville text,
  pays text collate "C",
  type_client text,
  date_naissance date,
  -- same e-mail, else same name and address
  household_key text collate "C" not null,
  is_trade boolean not null,
  is_till boolean not null,
  origin text not null check (origin in ('clients', 'sales')),
  -- which column came from where, when not from the client file: {"email": "sales", "ville": "person"}
  provenance jsonb not null default '{}',
  exported_at timestamptz not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  primary key (estate_id, client_code)
);
create index clients_household on etl.clients (estate_id, household_key);

-- One row per code a source wrote and the client it became; two rows of one client are a collision to look at.
create table etl.client_source_codes (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  source_code text collate "C" not null,
  client_code text collate "C" not null,
  file_hash text collate "C" not null,
  file_line bigint not null,
  primary key (estate_id, source, source_code)
);

-- One row per correction a person made to a client, a product or a wine: wins over every import.
create table etl.overrides (
  estate_id text collate "C" not null,
  subject text collate "C" not null check (subject in ('client', 'produit', 'wine')),
  subject_key text collate "C" not null,
  column_name text collate "C" not null,
  value text,
  author text not null,
  decided_at timestamptz not null default now(),
  primary key (estate_id, subject, subject_key, column_name)
);

-- The consent register: one row per thing a client said or that happened to an address. Only ever grows.
create table etl.consent_events (
  estate_id text collate "C" not null,
  client_code text collate "C" not null,
  channel text collate "C" not null check (channel in ('email', 'sms', 'courrier', 'telephone', 'all')),
  event text collate "C" not null check (event in ('opt_out', 'opt_in', 'bounce', 'complaint', 'unsubscribe')),
  -- 'file:<hash8>:<line>', 'contact:…', 'person:<name>'
  evidence text collate "C" not null,
  happened_on date not null,
  primary key (estate_id, client_code, channel, event, evidence)
);

-- One row per refused address or client, for ever: only a hash remains, and it survives erasure and re-import.
create table etl.suppressions (
  estate_id text collate "C" not null,
  -- sha-256 of the e-mail, or of 'client:<code>' for one without e-mail
  subject_hash text collate "C" not null,
  reason text collate "C" not null check (reason in ('opt_out', 'bounce', 'complaint', 'unsubscribe')),
  since_on date not null,
  primary key (estate_id, subject_hash, reason)
);

-- One row per contact the exports tell of.
create table etl.contacts (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  client_code text collate "C" not null,
  contact_date date not null,
  channel text collate "C" not null,
  status text collate "C" not null,
  campaign_id text collate "C" not null default '',
  email text collate "C",
  file_hash text collate "C" not null,
  file_line bigint not null,
  primary key (estate_id, source, client_code, contact_date, channel, campaign_id, status)
);

-- One row per file taken into the warehouse, with what it changed.
create table etl.loads (
  estate_id text collate "C" not null,
  source text collate "C" not null,
  dataset text collate "C" not null,
  file_hash text collate "C" not null,
  -- of the settings the file was curated under: curated anew under others, it is loaded again
  config_hash text collate "C" not null,
  run_id uuid not null,
  rows_loaded bigint not null,
  rows_changed bigint not null,
  documents_new integer not null default 0,
  documents_changed integer not null default 0,
  documents_unchanged integer not null default 0,
  documents_vanished integer not null default 0,
  -- kept lines of documents a newer export already told otherwise
  rows_superseded bigint not null default 0,
  loaded_at timestamptz not null default now(),
  primary key (estate_id, source, dataset, file_hash)
);
create index loads_run on etl.loads (estate_id, run_id);

-- One row per document that a run changed or saw vanish (new documents are only counted).
create table etl.document_changes (
  estate_id text collate "C" not null,
  run_id uuid not null,
  source text collate "C" not null,
  document_id text collate "C" not null,
  file_hash text collate "C" not null,
  change text collate "C" not null check (change in ('changed', 'vanished', 'returned')),
  mt_ht_before numeric(14, 4),
  mt_ht_after numeric(14, 4),
  line_count_before integer,
  line_count_after integer,
  primary key (estate_id, run_id, source, document_id, file_hash)
);
