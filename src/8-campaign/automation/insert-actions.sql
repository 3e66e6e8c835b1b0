-- One row per action a rule asked for, once per event, rule and action.
insert into crm.automation_actions (
  estate_id, action_key, event_key, rule_name, client_code, action, priority, due_at, state
)
select
  :'estate_id', planned."actionKey", planned."eventKey", planned."ruleName", planned."clientCode", planned.action,
  planned.priority, planned."dueAt", 'waiting'
from jsonb_to_recordset(:'actions'::jsonb) as planned (
  "actionKey" text, "eventKey" text, "ruleName" text, "clientCode" text, action jsonb, priority integer, "dueAt" timestamptz
)
on conflict (estate_id, action_key) do nothing
