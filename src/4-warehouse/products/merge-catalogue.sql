-- One row per way the file names a product, written where it differs from what an export not newer told. Of two lines with
-- one name the later stands. What is no wine (glasses, postage) is kept, and is no product to recommend.
with told as (
  select distinct on (label_key, coalesce(article, ''), coalesce(packaging, ''), coalesce(millesime, 0)) incoming_produits.*
  from incoming_produits
  order by label_key, coalesce(article, ''), coalesce(packaging, ''), coalesce(millesime, 0), file_line desc
)
insert into etl.catalogue_lignes as known (
  estate_id, source, label_key, article, packaging, millesime, label, wine_key, format,
  famille_crm, sous_famille, macro_categorie, cepage, sucrosite, couleur, degre, prix_ttc, prix_75cl_ttc, price_band,
  premium_tier, aroma_fruit, aroma_floral, aroma_epice, aroma_mineral, aroma_acidite, aroma_corps, aroma_tanin,
  is_listed, is_wine, exported_at, file_hash, file_line
)
select
  :'estate', :'source', label_key, coalesce(article, ''), coalesce(packaging, ''), coalesce(millesime, 0), label,
  coalesce(wine_key, label_key),
  coalesce(format, '75CL'),
  famille_crm, sous_famille, macro_categorie, cepage, sucrosite, couleur, degre, prix_ttc, prix_75cl_ttc, price_band,
  premium_tier, aroma_fruit, aroma_floral, aroma_epice, aroma_mineral, aroma_acidite, aroma_corps, aroma_tanin,
  true, wine_key is not null, :'exported_at'::timestamptz, :'file_hash', file_line
from told
on conflict (estate_id, source, label_key, article, packaging, millesime) do update
set
  label = excluded.label,
  wine_key = excluded.wine_key,
  format = excluded.format,
  famille_crm = excluded.famille_crm,
  sous_famille = excluded.sous_famille,
  macro_categorie = excluded.macro_categorie,
  cepage = excluded.cepage,
  sucrosite = excluded.sucrosite,
  couleur = excluded.couleur,
  degre = excluded.degre,
  prix_ttc = excluded.prix_ttc,
  prix_75cl_ttc = excluded.prix_75cl_ttc,
  price_band = excluded.price_band,
  premium_tier = excluded.premium_tier,
  aroma_fruit = excluded.aroma_fruit,
  aroma_floral = excluded.aroma_floral,
  aroma_epice = excluded.aroma_epice,
  aroma_mineral = excluded.aroma_mineral,
  aroma_acidite = excluded.aroma_acidite,
  aroma_corps = excluded.aroma_corps,
  aroma_tanin = excluded.aroma_tanin,
  is_listed = true,
  is_wine = excluded.is_wine,
  exported_at = excluded.exported_at,
  file_hash = excluded.file_hash,
  file_line = excluded.file_line
where
  known.exported_at <= excluded.exported_at
  and (
    known.label, known.wine_key, known.format, known.famille_crm, known.sous_famille, known.macro_categorie, known.cepage,
    known.sucrosite, known.couleur, known.degre, known.prix_ttc, known.prix_75cl_ttc, known.price_band, known.premium_tier,
    known.aroma_fruit, known.aroma_floral, known.aroma_epice, known.aroma_mineral, known.aroma_acidite, known.aroma_corps,
    known.aroma_tanin, known.is_wine, known.is_listed
  ) is distinct from (
    excluded.label, excluded.wine_key, excluded.format, excluded.famille_crm, excluded.sous_famille,
    excluded.macro_categorie, excluded.cepage, excluded.sucrosite, excluded.couleur, excluded.degre, excluded.prix_ttc,
    excluded.prix_75cl_ttc, excluded.price_band, excluded.premium_tier, excluded.aroma_fruit, excluded.aroma_floral,
    excluded.aroma_epice, excluded.aroma_mineral, excluded.aroma_acidite, excluded.aroma_corps, excluded.aroma_tanin, excluded.is_wine, true
  );
