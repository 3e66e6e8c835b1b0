-- Clears away the sessions of an estate that have ended by themselves.
delete from app.sessions
where estate_id = :'estate'
  and (expires_at <= :'now'::timestamptz or seen_at <= :'idle_since'::timestamptz)
