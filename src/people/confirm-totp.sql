-- From now on the second factor of one person counts.
update app.users
set totp_confirmed_at = :'now'::timestamptz, updated_at = :'now'::timestamptz, version = version + 1
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
