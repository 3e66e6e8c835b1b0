-- One row: a wine as it is known.
select
  wine_key as "wineKey",
  name,
  famille_crm as family,
  sous_famille as "sousFamille",
  cepage,
  sucrosite,
  couleur,
  premium_tier as "premiumTier",
  origin,
  jsonb_build_object(
    'fruit', aroma_fruit, 'floral', aroma_floral, 'epice', aroma_epice, 'mineral', aroma_mineral,
    'acidite', aroma_acidite, 'corps', aroma_corps, 'tanin', aroma_tanin
  ) as aromas
from etl.wines
where estate_id = :'estate' and wine_key = :'wine_key'
