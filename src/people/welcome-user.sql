-- Lets one person in who came by a link: who they are, and the password they chose, if they did.
update app.users
set
  name = :'name',
  email = :'email',
  state = 'active',
  password_hash = coalesce(:'password_hash', password_hash),
  updated_at = :'now'::timestamptz,
  version = version + 1
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
