-- Keeps the recovery codes of one person, as hashes.
insert into app.recovery_codes (estate_id, user_id, code_hash)
select :'estate', :'user_id'::uuid, given.code_hash
from unnest(:'code_hashes'::text[]) as given (code_hash)
