-- Forgets failures nobody counts any more.
delete from app.sign_in_attempts
where estate_id = :'estate'
  and last_failure_at < :'forgotten_before'::timestamptz
