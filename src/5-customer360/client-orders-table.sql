-- One row per client and document, up to the as-of day; lives as long as the transaction.
create temp table client_orders (
  estate_id text collate "C",
  client_code text collate "C",
  source text collate "C",
  document_id text collate "C",
  -- a line of the last order with an e-mail on it
  sale_line_id text collate "C",
  line_count integer,
  bottles numeric,
  net_ht numeric,
  net_ttc numeric,
  is_order boolean,
  ordered_on date
) on commit drop
