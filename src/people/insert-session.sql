-- Begins one session.
insert into app.sessions
  (estate_id, session_hash, user_id, signed_in_at, confirmed_at, created_at, seen_at, expires_at)
values (
  :'estate', :'session_hash', :'user_id'::uuid, :'signed_in_at'::timestamptz, :'now'::timestamptz,
  :'now'::timestamptz, :'now'::timestamptz, :'expires_at'::timestamptz
)
