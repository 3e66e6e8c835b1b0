-- One row per current recommendation of a range of clients, with what the warehouse knows of its product and of the last
-- time the client had the wine.
select
  listed.client_code as "clientCode",
  listed.rank,
  listed.scenario,
  listed.slot,
  listed.produit_key as "produitKey",
  listed.wine_key as "wineKey",
  listed.produit_label as label,
  listed.prix_ttc::float8 as "prixTtc",
  produits.prix_75cl_ttc::float8 as "price75clTtc",
  coalesce(produits.is_active, false) as "isActive",
  free.free_bottles::float8 as "freeBottles",
  coalesce(produits.famille_crm, wines.famille_crm) as family,
  coalesce(produits.sucrosite, wines.sucrosite) as sweetness,
  bought.last_on as "lastBoughtOn"
from crm.recommendations as listed
left join etl.produits as produits
  on produits.estate_id = listed.estate_id and produits.produit_key = listed.produit_key
left join etl.wines as wines
  on wines.estate_id = listed.estate_id and wines.wine_key = listed.wine_key
left join etl.free_bottles(:'estate_id', :'as_of'::date) as free
  on free.produit_key = listed.produit_key
left join lateral (
  select max(lignes.date_livraison) as last_on
  from etl.ventes_lignes as lignes
  inner join etl.produits as theirs
    on theirs.estate_id = lignes.estate_id and theirs.produit_key = lignes.produit_key
  where
    lignes.estate_id = listed.estate_id
    and lignes.client_code = listed.client_code
    and lignes.line_kind = 'sale'
    and lignes.date_livraison <= :'as_of'::date
    and theirs.wine_key = listed.wine_key
) as bought on true
where
  listed.estate_id = :'estate_id'
  and listed.client_code >= :'first_code'
  and listed.client_code <= :'last_code'
order by listed.client_code, listed.rank
