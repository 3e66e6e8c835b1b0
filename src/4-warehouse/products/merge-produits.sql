-- One row per product: products that nothing names any more leave, the others are written where they differ. What a person
-- corrected (etl.overrides) wins over what was computed.
with corrections as (
  select subject_key, jsonb_object_agg(column_name, value) as columns
  from etl.overrides
  where estate_id = :'estate' and subject = 'produit' and column_name not in ('estate_id', 'produit_key', 'wine_key')
  group by subject_key
),
settled as (
  select corrected.*
  from jsonb_populate_recordset(null::etl.produits, :'rows'::jsonb) as computed
  left join corrections on corrections.subject_key = computed.produit_key
  cross join lateral jsonb_populate_record(computed, coalesce(corrections.columns, '{}'::jsonb)) as corrected
),
removed as (
  delete from etl.produits as known
  where known.estate_id = :'estate' and not exists (select from settled where settled.produit_key = known.produit_key)
)
insert into etl.produits as known (
  estate_id, produit_key, wine_key, label, article, packaging, format, millesime, famille_crm, sous_famille, macro_categorie,
  cepage, sucrosite, couleur, degre, price_band, premium_tier, prix_ttc, prix_75cl_ttc, origin, is_active, file_hash, file_line
)
select
  :'estate', produit_key, wine_key, label, article, packaging, format, millesime, famille_crm, sous_famille, macro_categorie,
  cepage, sucrosite, couleur, degre, price_band, premium_tier, prix_ttc, prix_75cl_ttc, origin, is_active, file_hash, file_line
from settled
on conflict (estate_id, produit_key) do update
set
  wine_key = excluded.wine_key,
  label = excluded.label,
  article = excluded.article,
  packaging = excluded.packaging,
  format = excluded.format,
  millesime = excluded.millesime,
  famille_crm = excluded.famille_crm,
  sous_famille = excluded.sous_famille,
  macro_categorie = excluded.macro_categorie,
  cepage = excluded.cepage,
  sucrosite = excluded.sucrosite,
  couleur = excluded.couleur,
  degre = excluded.degre,
  price_band = excluded.price_band,
  premium_tier = excluded.premium_tier,
  prix_ttc = excluded.prix_ttc,
  prix_75cl_ttc = excluded.prix_75cl_ttc,
  origin = excluded.origin,
  is_active = excluded.is_active,
  file_hash = excluded.file_hash,
  file_line = excluded.file_line
where known.* is distinct from excluded.*;
