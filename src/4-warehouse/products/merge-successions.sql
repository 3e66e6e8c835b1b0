-- One row per sold-out product and the one to offer instead; those that no longer hold leave, a person's stay.
with settled as (
  select "produitKey" as produit_key, "successorKey" as successor_key, confidence
  from jsonb_to_recordset(:'rows'::jsonb) as rows ("produitKey" text, "successorKey" text, confidence numeric(4, 3))
),
removed as (
  delete from etl.produit_successions as known
  where
    known.estate_id = :'estate'
    and known.author like 'rule:%'
    and not exists (select from settled where settled.produit_key = known.produit_key)
)
insert into etl.produit_successions as known (estate_id, produit_key, successor_key, confidence, author)
select :'estate', produit_key, successor_key, confidence, 'rule:next-vintage'
from settled
on conflict (estate_id, produit_key) do update
set successor_key = excluded.successor_key, confidence = excluded.confidence, author = excluded.author
where
  known.author like 'rule:%'
  and (known.successor_key, known.confidence) is distinct from (excluded.successor_key, excluded.confidence);
