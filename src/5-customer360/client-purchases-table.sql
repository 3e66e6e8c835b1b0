-- One row per client, product and day, up to the as-of day; lives as long as the transaction.
create temp table client_purchases (
  estate_id text collate "C",
  client_code text collate "C",
  produit_key text collate "C",
  wine_key text collate "C",
  bottles numeric,
  units numeric,
  net_ht numeric,
  net_ttc numeric,
  bought_on date
) on commit drop
