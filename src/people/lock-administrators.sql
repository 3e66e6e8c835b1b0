-- One row per administrator who may sign in, held until the transaction ends: two who demote each other wait for one another.
select user_id as "userId"
from app.users
where estate_id = :'estate'
  and role = 'administrateur'
  and state = 'active'
order by user_id
for update
