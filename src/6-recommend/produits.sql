-- One row per product: its price (where the list has none, the mean of the last day it was sold within two years) and the
-- bottles free by the newest stock-taking up to the as-of day (etl.free_bottles).
with sold_by_day as (
  select
    lignes.produit_key,
    lignes.date_livraison,
    sum(lignes.mt_ttc) / sum(lignes.qty_unit) as price_75cl_ttc
  from etl.ventes_lignes as lignes
  inner join etl.produits as unpriced
    on unpriced.estate_id = lignes.estate_id and unpriced.produit_key = lignes.produit_key
  where
    lignes.estate_id = :'estate_id'
    and unpriced.prix_75cl_ttc is null
    and lignes.line_kind = 'sale'
    and lignes.date_livraison <= :'as_of'::date
    and lignes.date_livraison > :'as_of'::date - 730
  group by lignes.produit_key, lignes.date_livraison
  having sum(lignes.qty_unit) > 0 and sum(lignes.mt_ttc) > 0
),
last_sold as (
  select distinct on (sold_by_day.produit_key)
    sold_by_day.produit_key,
    sold_by_day.price_75cl_ttc
  from sold_by_day
  order by sold_by_day.produit_key, sold_by_day.date_livraison desc
)
select
  produits.produit_key,
  produits.wine_key,
  produits.label,
  produits.format,
  produits.millesime,
  produits.prix_ttc::float8 as prix_ttc,
  coalesce(produits.prix_75cl_ttc, last_sold.price_75cl_ttc)::float8 as price_75cl_ttc,
  free_stock.free_bottles::float8 as free_bottles,
  produits.is_active
from etl.produits as produits
left join etl.free_bottles(:'estate_id', :'as_of'::date) as free_stock
  on free_stock.produit_key = produits.produit_key
left join last_sold
  on last_sold.produit_key = produits.produit_key
where produits.estate_id = :'estate_id'
order by produits.produit_key
