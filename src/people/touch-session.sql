-- Notes that one session was used.
update app.sessions
set seen_at = :'now'::timestamptz
where estate_id = :'estate'
  and session_hash = :'session_hash'
