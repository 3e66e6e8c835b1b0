-- One row: what a key was used for, and what it was answered.
select request_hash as "requestHash", status, body
from app.idempotency_keys
where estate_id = :'estate' and idempotency_key = :'key' and actor = :'actor'
