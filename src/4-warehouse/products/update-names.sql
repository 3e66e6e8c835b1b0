-- One row per name whose meaning changed. A person's decision is never overwritten.
update etl.produit_aliases as known
set
  produit_key = settled."produitKey",
  wine_key = settled."wineKey",
  confidence = settled.confidence,
  author = settled.author
from
  jsonb_to_recordset(:'rows'::jsonb) as settled (
    source text, "labelKey" text, article text, packaging text,
    "produitKey" text, "wineKey" text, confidence numeric(4, 3), author text
  )
where
  known.estate_id = :'estate'
  and known.source = settled.source
  and known.label_key = settled."labelKey"
  and known.article = settled.article
  and known.packaging = settled.packaging
  and known.author like 'rule:%';
