-- Ends one session.
delete from app.sessions
where estate_id = :'estate'
  and session_hash = :'session_hash'
