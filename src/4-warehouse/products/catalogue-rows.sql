-- One row per way the product exports name a product.
select
  source, label_key, article, packaging, nullif(millesime, 0) as millesime, label, wine_key, format,
  famille_crm, sous_famille, macro_categorie, cepage, sucrosite, couleur, degre, prix_ttc, prix_75cl_ttc, price_band,
  premium_tier, aroma_fruit, aroma_floral, aroma_epice, aroma_mineral, aroma_acidite, aroma_corps, aroma_tanin,
  is_listed, is_wine, file_hash, file_line
from etl.catalogue_lignes
where estate_id = :'estate'
order by source, label_key, article, packaging, catalogue_lignes.millesime;
