-- One row per line already loaded whose name now means another product.
update etl.ventes_lignes as lines
set produit_key = nullif(moved."produitKey", '')
from
  jsonb_to_recordset(:'rows'::jsonb) as moved (
    source text, "labelKey" text, article text, packaging text, "produitKey" text
  )
where
  lines.estate_id = :'estate'
  and lines.source = moved.source
  and lines.label_key = moved."labelKey"
  and upper(coalesce(lines.article, '')) = moved.article
  and coalesce(lines.packaging, '') = moved.packaging
  and lines.produit_key is distinct from nullif(moved."produitKey", '');
