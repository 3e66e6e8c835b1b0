-- One row per wine of the estate.
select
  wines.wine_key,
  wines.name,
  wines.famille_crm as family,
  wines.sous_famille as sub_family,
  wines.cepage as grape,
  wines.sucrosite as sweetness,
  wines.couleur as colour,
  wines.premium_tier as tier,
  array[
    wines.aroma_fruit,
    wines.aroma_floral,
    wines.aroma_epice,
    wines.aroma_mineral,
    wines.aroma_acidite,
    wines.aroma_corps,
    wines.aroma_tanin
  ]::float8[] as aromas
from etl.wines as wines
where wines.estate_id = :'estate_id'
order by wines.wine_key
