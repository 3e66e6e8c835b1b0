-- One row: how many recovery codes one person has left.
select count(*) as "left"
from app.recovery_codes
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
  and used_at is null
