-- Sets the password of one person.
update app.users
set password_hash = :'password_hash', updated_at = :'now'::timestamptz, version = version + 1
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
