-- One row per month of the last three years, gaps filled: what was sold of a wine, returns taken off.
with sold as (
  select
    date_trunc('month', lignes.date_livraison::timestamp)::date as month,
    sum(lignes.qty_bottles) as bottles,
    sum(lignes.mt_ht) as net_ht
  from etl.produits as produits
  inner join etl.ventes_lignes as lignes
    on
      lignes.estate_id = produits.estate_id
      and lignes.produit_key = produits.produit_key
      and lignes.date_livraison >= date_trunc('month', :'as_of'::timestamp)::date - 1096
      and lignes.date_livraison <= :'as_of'::date
  where
    produits.estate_id = :'estate'
    and produits.wine_key = :'wine_key'
    and lignes.line_kind in ('sale', 'return')
  group by 1
)
select
  to_char(months.month, 'YYYY-MM') as month,
  coalesce(sold.bottles, 0)::float8 as bottles,
  round(coalesce(sold.net_ht, 0), 2)::float8 as "netHt"
from generate_series(
  date_trunc('month', :'as_of'::timestamp) - interval '35 months', date_trunc('month', :'as_of'::timestamp), interval '1 month'
) as months (month)
left join sold on sold.month = months.month::date
order by months.month
