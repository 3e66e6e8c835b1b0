-- Room 5: what a client is expected to bring, and the group of clients they resemble.

alter table crm.customer_360
  -- orders the value model expects in the twelve months after the as-of day
  add column expected_orders_12m numeric(8, 4),
  -- the client's cluster of the same day (crm.client_clusters); null for trade clients, without net order, or without clusters
  add column cluster_id integer,
  -- what next_order_on was read from: the client's own rhythm, the value model, or the estate's gap
  add column next_order_from text collate "C" check (next_order_from in ('rhythm', 'model', 'estate'));

alter table crm.customer_360_snapshots
  add column p_alive numeric(6, 5),
  add column value_12m_ht numeric(14, 4),
  add column cluster_id integer;

-- One row per estate and computation: what was fitted, on whom, and how well, or why not.
create table crm.value_models (
  estate_id text collate "C" not null,
  as_of_on date not null,
  -- {"private": {…}, "trade": {…}}: of each, what the value module says of its fit, with "status"
  summary jsonb not null,
  -- {"status", "clientCount", "minimumClients", "k", "silhouette", "kept", "tried": [{"k", "silhouette"}]}
  clustering jsonb not null,
  primary key (estate_id, as_of_on)
);

-- One row per cluster of a computation. A cluster that lives on keeps its number from one computation to the next.
create table crm.client_clusters (
  estate_id text collate "C" not null,
  as_of_on date not null,
  cluster_id integer not null,
  name_fr text not null,
  name_en text not null,
  client_count integer not null,
  -- the centre in the units of the estate: days of silence, orders, net HT (means of logarithms, turned back)
  centre_recency_days float8 not null,
  centre_order_count float8 not null,
  centre_net_ht float8 not null,
  -- {"kind", "medianRecencyDays", "medianOrderCount", "medianNetHt", "medianBasketHt", "clientShare", "turnoverShare"}
  profile jsonb not null,
  primary key (estate_id, as_of_on, cluster_id)
);
