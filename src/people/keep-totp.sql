-- Keeps the proposed second factor of one person, unless one counts already.
update app.users
set totp_secret = :'totp_secret', updated_at = :'now'::timestamptz
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
  and totp_confirmed_at is null
