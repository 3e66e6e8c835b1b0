-- Ends the sessions of one person, but for one.
delete from app.sessions
where estate_id = :'estate'
  and user_id = :'user_id'::uuid
  and session_hash <> :'except_hash'
