-- One row per item decided on: its last decision.
insert into crm.approval_items (
  estate_id, client_code, content_hash, approval_id, decision, inputs_hash, rank, decided_at, expires_at
)
select
  :'estate_id', deciding.client_code, deciding.content_hash, :'approval_id', :'decision', :'inputs_hash', deciding.rank,
  :'decided_at'::timestamptz, :'expires_at'::timestamptz
from deciding
where deciding.left_out is null
on conflict (estate_id, client_code, content_hash) do update
  set
    approval_id = excluded.approval_id,
    decision = excluded.decision,
    inputs_hash = excluded.inputs_hash,
    rank = excluded.rank,
    decided_at = excluded.decided_at,
    expires_at = excluded.expires_at
