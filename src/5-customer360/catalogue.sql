-- One row per product, with what its wine adds where the product itself does not say.
select
  produits.produit_key,
  produits.wine_key,
  coalesce(produits.famille_crm, wines.famille_crm) as family,
  coalesce(produits.cepage, wines.cepage) as grape,
  coalesce(produits.sucrosite, wines.sucrosite) as sweetness,
  coalesce(produits.couleur, wines.couleur) as colour,
  produits.format,
  produits.price_band,
  array[
    wines.aroma_fruit,
    wines.aroma_floral,
    wines.aroma_epice,
    wines.aroma_mineral,
    wines.aroma_acidite,
    wines.aroma_corps,
    wines.aroma_tanin
  ]::float8[] as aromas
from etl.produits as produits
left join etl.wines as wines
  on wines.estate_id = produits.estate_id and wines.wine_key = produits.wine_key
where produits.estate_id = :'estate_id'
