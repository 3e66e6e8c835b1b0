-- One row per hash given that the register does not refuse.
select given.subject_hash as "emailHash"
from unnest(:'hashes'::text[]) as given (subject_hash)
where
  not exists (
    select from etl.suppressions as suppressions
    where suppressions.estate_id = :'estate' and suppressions.subject_hash = given.subject_hash
  )
