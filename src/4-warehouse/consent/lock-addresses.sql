-- One row per address: whether nobody is refusing it at this moment. If so, nobody can until this transaction ends.
select
  addresses.email_hash,
  pg_try_advisory_xact_lock(
    hashtextextended('cuvee:address:' || :'estate_id' || ':' || addresses.email_hash, 0)
  ) as is_ours
from unnest(:'email_hashes'::text[]) as addresses (email_hash)
