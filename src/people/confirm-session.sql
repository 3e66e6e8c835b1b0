-- Notes that the person of one session proved again who they are.
update app.sessions
set confirmed_at = :'now'::timestamptz
where estate_id = :'estate'
  and session_hash = :'session_hash'
  and signed_in_at is not null
