-- One row per product, with the bottles free to sell by the newest stock-taking of each source. A product that an earlier
-- stock-taking named and the newest one does not is out of stock; one that none ever named is unknown.
with newest as (
  select source, max(date_snapshot) as date_snapshot
  from etl.stock
  where estate_id = :'estate'
  group by source
),
free as (
  select
    stock.produit_key,
    sum(case when stock.date_snapshot = newest.date_snapshot then stock.stock_total - stock.stock_reserve else 0 end) as available
  from etl.stock
  inner join newest on newest.source = stock.source
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
