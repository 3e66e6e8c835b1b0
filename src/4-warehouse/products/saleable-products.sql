-- One row per product, with the bottles free to sell by the newest stock-taking of each source. A product that an earlier
-- stock-taking named and the newest one does not is out of stock; one that none ever named is unknown.
with free as (
  select stock.produit_key, coalesce(max(counted.free_bottles), 0) as available
  from etl.stock
  left join etl.free_bottles(:'estate', date 'infinity') as counted on counted.produit_key = stock.produit_key
  where stock.estate_id = :'estate'
  group by stock.produit_key
)
select
  produits.produit_key as "produitKey",
  produits.wine_key as "wineKey",
  produits.format,
  produits.millesime,
  produits.is_active as "isActive",
  free.available::float8 as available
from etl.produits
left join free on free.produit_key = produits.produit_key
where produits.estate_id = :'estate'
order by produits.produit_key;
