-- One row when the key is now ours: new, forgotten after a day, or left behind unanswered by a server that died with it.
insert into app.idempotency_keys as keys (estate_id, idempotency_key, actor, request_hash)
values (:'estate', :'key', :'actor', :'request_hash')
on conflict (estate_id, actor, idempotency_key) do update
set request_hash = excluded.request_hash, status = null, body = null, created_at = now()
where
  keys.created_at < now() - interval '1 day'
  or (
    keys.status is null
    and keys.request_hash = excluded.request_hash
    and keys.created_at < now() - interval '15 minutes'
  )
returning idempotency_key
