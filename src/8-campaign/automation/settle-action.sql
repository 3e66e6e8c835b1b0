-- One row: an action and what became of it, or when it is asked again.
update crm.automation_actions as actions
set
  state = :'state',
  outcome = :'outcome',
  due_at = coalesce(:'due_at'::timestamptz, actions.due_at),
  done_at = case when :'state' = 'waiting' then null else :'now'::timestamptz end
where actions.estate_id = :'estate_id' and actions.action_key = :'action_key'
