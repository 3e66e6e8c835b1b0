-- Takes failures back.
update app.sign_in_attempts
set failures = greatest(0, failures - :'forgiven'::bigint)
where estate_id = :'estate'
  and attempt_key = :'attempt_key'
