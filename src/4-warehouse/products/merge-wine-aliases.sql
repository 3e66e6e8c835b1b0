-- One row per alias of the rules: those that no longer hold leave, those that hold are written where they differ. What a
-- person decided stays as it is.
with settled as (
  select "aliasKey" as alias_key, "wineKey" as wine_key, confidence, author
  from jsonb_to_recordset(:'rows'::jsonb) as rows ("aliasKey" text, "wineKey" text, confidence numeric(4, 3), author text)
),
removed as (
  delete from etl.wine_aliases as known
  where
    known.estate_id = :'estate'
    and known.author like 'rule:%'
    and not exists (select from settled where settled.alias_key = known.alias_key)
)
insert into etl.wine_aliases as known (estate_id, alias_key, wine_key, confidence, author)
select :'estate', alias_key, wine_key, confidence, author
from settled
on conflict (estate_id, alias_key) do update
set wine_key = excluded.wine_key, confidence = excluded.confidence, author = excluded.author
where
  known.author like 'rule:%'
  and (known.wine_key, known.confidence, known.author) is distinct from (excluded.wine_key, excluded.confidence, excluded.author);
