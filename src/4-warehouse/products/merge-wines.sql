-- One row per wine: wines that nothing names any more leave, the others are written where they differ. What a person
-- corrected (etl.overrides) wins over what was computed.
with corrections as (
  select subject_key, jsonb_object_agg(column_name, value) as columns
  from etl.overrides
  where estate_id = :'estate' and subject = 'wine' and column_name not in ('estate_id', 'wine_key')
  group by subject_key
),
settled as (
  select corrected.*
  from jsonb_populate_recordset(null::etl.wines, :'rows'::jsonb) as computed
  left join corrections on corrections.subject_key = computed.wine_key
  cross join lateral jsonb_populate_record(computed, coalesce(corrections.columns, '{}'::jsonb)) as corrected
),
removed as (
  delete from etl.wines as known
  where known.estate_id = :'estate' and not exists (select from settled where settled.wine_key = known.wine_key)
)
insert into etl.wines as known (
  estate_id, wine_key, name, famille_crm, sous_famille, macro_categorie, cepage, sucrosite, couleur, premium_tier,
  aroma_fruit, aroma_floral, aroma_epice, aroma_mineral, aroma_acidite, aroma_corps, aroma_tanin, origin
)
select
  :'estate', wine_key, name, famille_crm, sous_famille, macro_categorie, cepage, sucrosite, couleur, premium_tier,
  aroma_fruit, aroma_floral, aroma_epice, aroma_mineral, aroma_acidite, aroma_corps, aroma_tanin, origin
from settled
on conflict (estate_id, wine_key) do update
set
  name = excluded.name,
  famille_crm = excluded.famille_crm,
  sous_famille = excluded.sous_famille,
  macro_categorie = excluded.macro_categorie,
  cepage = excluded.cepage,
  sucrosite = excluded.sucrosite,
  couleur = excluded.couleur,
  premium_tier = excluded.premium_tier,
  aroma_fruit = excluded.aroma_fruit,
  aroma_floral = excluded.aroma_floral,
  aroma_epice = excluded.aroma_epice,
  aroma_mineral = excluded.aroma_mineral,
  aroma_acidite = excluded.aroma_acidite,
  aroma_corps = excluded.aroma_corps,
  aroma_tanin = excluded.aroma_tanin,
  origin = excluded.origin
where known.* is distinct from excluded.*;
