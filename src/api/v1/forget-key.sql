-- A write that failed may be tried again under its key; keys older than a day are forgotten with it.
delete from app.idempotency_keys
where estate_id = :'estate'
  and ((idempotency_key = :'key' and actor = :'actor') or created_at < now() - interval '1 day')
