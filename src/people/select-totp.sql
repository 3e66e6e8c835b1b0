-- One row: the second factor of one person, sealed.
select totp_secret as sealed, totp_confirmed_at is not null as "isConfirmed"
from app.users
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
