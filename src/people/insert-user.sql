-- Adds one person, unless the address has an account already.
insert into app.users (estate_id, user_id, email, name, role, state, language, created_at, updated_at)
values (
  :'estate', :'user_id'::uuid, :'email', :'name', :'role', 'invited', :'language',
  :'now'::timestamptz, :'now'::timestamptz
)
on conflict (estate_id, email) do nothing
