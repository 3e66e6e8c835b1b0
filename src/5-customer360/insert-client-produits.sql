-- One row per client and product: what was bought less what came back, and the first and last day of buying.
insert into client_produits
with days as (
  select
    lignes.estate_id,
    lignes.client_code,
    lignes.produit_key,
    (sum(lignes.qty_bottles) * 10000)::int8 as bottles,
    (sum(lignes.qty_unit) * 10000)::int8 as units,
    (sum(lignes.mt_ht) * 10000)::int8 as net_ht,
    (sum(lignes.mt_ttc) * 10000)::int8 as net_ttc,
    lignes.date_livraison as bought_on
  from etl.ventes_lignes as lignes
  where
    lignes.estate_id = :'estate_id'
    and lignes.client_code is not null
    and lignes.produit_key is not null
    and lignes.line_kind in ('sale', 'return')
    and lignes.date_livraison <= :'as_of'::date
  group by lignes.estate_id, lignes.client_code, lignes.produit_key, lignes.date_livraison
)
select
  days.estate_id,
  days.client_code,
  days.produit_key,
  sum(days.bottles),
  sum(days.units),
  sum(days.net_ht),
  sum(days.net_ttc),
  (array_agg(days.bottles order by days.bought_on desc) filter (where days.bottles > 0))[1],
  min(days.bought_on) filter (where days.bottles > 0),
  max(days.bought_on) filter (where days.bottles > 0)
from days
group by days.estate_id, days.client_code, days.produit_key
order by days.client_code, days.produit_key
