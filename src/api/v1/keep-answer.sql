-- The answer a key gives from now on.
update app.idempotency_keys
set status = :'status', body = :'body'::jsonb
where estate_id = :'estate' and idempotency_key = :'key' and actor = :'actor'
