-- One row per wine named that was sold in the twelve months before a day: its bottles, returns taken off.
select produits.wine_key as "wineKey", sum(lignes.qty_bottles)::float8 as bottles
from etl.produits as produits
inner join etl.ventes_lignes as lignes
  on
    lignes.estate_id = produits.estate_id
    and lignes.produit_key = produits.produit_key
    and lignes.date_livraison > :'as_of'::date - 365
    and lignes.date_livraison <= :'as_of'::date
where
  produits.estate_id = :'estate'
  and produits.wine_key = any(:'wines'::text[])
  and lignes.line_kind in ('sale', 'return')
group by produits.wine_key
