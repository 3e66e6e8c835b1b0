-- One row per act of the chain, oldest first, as it was hashed.
select entry_id, action, subject, actor, reason, before, after, at, position, entry_hash
from app.journal
where estate_id = :'estate' and position > :'after_position'::bigint
order by position
limit :'limit'::integer
