-- Changes what may be changed of one person.
update app.users
set
  name = :'name',
  role = :'role',
  state = :'state',
  language = :'language',
  updated_at = :'now'::timestamptz,
  version = version + 1
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
