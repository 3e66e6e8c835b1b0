-- Uses a time step up: no row when a code of it, or of a later one, was used before.
update app.users
set totp_last_step = :'step'::bigint
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
  and totp_last_step < :'step'::bigint
