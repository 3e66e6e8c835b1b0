-- One row per action of a client that is due, highest priority first, then in the order its rule is written.
select
  actions.action_key as "actionKey",
  actions.event_key as "eventKey",
  actions.rule_name as "ruleName",
  events.trigger,
  actions.client_code as "clientCode",
  actions.action,
  actions.due_at as "dueAt",
  events.facts,
  events.happened_at as "happenedAt"
from crm.automation_actions as actions
inner join crm.automation_events as events
  on events.estate_id = actions.estate_id and events.event_key = actions.event_key
where
  actions.estate_id = :'estate_id'
  and actions.client_code = :'client_code'
  and actions.state = 'waiting'
  and actions.due_at <= :'now'::timestamptz
order by actions.priority desc, actions.due_at, actions.action_key
for update of actions
