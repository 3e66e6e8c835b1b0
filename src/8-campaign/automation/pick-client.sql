-- One row, or none: the client whose action, of those that are due, comes first.
select actions.client_code
from crm.automation_actions as actions
where
  actions.estate_id = :'estate_id'
  and actions.state = 'waiting'
  and actions.due_at <= :'now'::timestamptz
  and actions.client_code <> all(:'passed_over'::text[])
order by actions.priority desc, actions.due_at, actions.action_key
limit 1
for update skip locked
