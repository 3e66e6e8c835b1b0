-- One row: a call in this caller's hands, and what became of it; the action that asked for it says the same.
with settled as (
  update crm.rule_calls as calls
  set
    state = :'state',
    state_code = :'code',
    last_status = :'status'::integer,
    due_at = coalesce(:'due_at'::timestamptz, calls.due_at),
    claimed_by = null,
    lease_until = null,
    settled_at = case when :'state' = 'queued' then null else :'now'::timestamptz end
  where
    calls.estate_id = :'estate_id'
    and calls.call_id = :'call_id'::uuid
    and calls.state = 'claimed'
    and calls.claimed_by = :'worker_id'
  returning calls.action_key
)
update crm.automation_actions as actions
set
  state = case when :'state' = 'refused' then 'refused' else actions.state end,
  outcome = :'outcome'
from settled
where actions.estate_id = :'estate_id' and actions.action_key = settled.action_key
