-- One row: what one person proves themselves by, found by address or by id.
select
  user_id as "userId",
  name,
  email,
  role,
  state,
  password_hash as "passwordHash",
  totp_confirmed_at is not null as "hasSecondFactor"
from app.users
where estate_id = :'estate'
  and (email = :'email' or user_id = :'user_id'::uuid)
  and email <> ''
