-- One row per product or wine named: the wine it is, and the wine's name.
select named.key, wines.wine_key as "wineKey", wines.name
from unnest(:'keys'::text[]) as named (key)
left join etl.produits as produits on produits.estate_id = :'estate' and produits.produit_key = named.key
inner join etl.wines as wines
  on wines.estate_id = :'estate' and wines.wine_key = coalesce(produits.wine_key, named.key)
order by named.key
