-- Uses one recovery code up.
update app.recovery_codes
set used_at = :'now'::timestamptz
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
  and code_hash = :'code_hash'
  and used_at is null
