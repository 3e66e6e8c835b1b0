-- One row per sold-out product and the one to offer instead.
select
  produit_successions.produit_key,
  produit_successions.successor_key
from etl.produit_successions as produit_successions
where produit_successions.estate_id = :'estate_id'
order by produit_successions.produit_key
