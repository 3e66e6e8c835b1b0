-- One row: the administrator who has a password, else the first one there is.
select user_id as "userId", password_hash is not null as "hasPassword"
from app.users
where estate_id = :'estate'
  and role = 'administrateur'
  and state <> 'disabled'
order by password_hash is null, created_at, user_id
limit 1
