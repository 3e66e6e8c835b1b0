-- One row per client and product, up to the as-of day; lives as long as the transaction. Bottles, 75-cl equivalents and money
-- in ten-thousandths.
create temp table client_produits (
  estate_id text collate "C",
  client_code text collate "C",
  produit_key text collate "C",
  bottles int8,
  units int8,
  net_ht int8,
  net_ttc int8,
  -- of the last day it was bought
  last_bottles int8,
  first_on date,
  last_on date
) on commit drop
