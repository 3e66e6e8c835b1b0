-- One row per client who ever bought a wine, whatever the vintage.
select distinct lignes.client_code as code
from etl.produits as produits
inner join etl.ventes_lignes as lignes
  on lignes.estate_id = produits.estate_id and lignes.produit_key = produits.produit_key
where
  produits.estate_id = :'estate'
  and produits.wine_key = :'wine_key'
  and lignes.line_kind = 'sale'
  and lignes.client_code is not null
