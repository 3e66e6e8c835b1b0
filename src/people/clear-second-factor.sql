-- Takes the second factor off one person. The last step stays: a code used once stays used.
update app.users
set totp_secret = null, totp_confirmed_at = null, updated_at = :'now'::timestamptz, version = version + 1
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
