-- One row when the key is new and now ours; none when it was used before.
insert into app.idempotency_keys (estate_id, idempotency_key, actor, request_hash)
values (:'estate', :'key', :'actor', :'request_hash')
on conflict do nothing
returning idempotency_key
