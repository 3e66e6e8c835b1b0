-- One row per thing that happened, newest first, with the actions the rules asked for.
select
  events.event_key as "eventKey",
  events.trigger,
  events.client_code as "clientCode",
  coalesce(asked.actions, '[]') as actions,
  events.happened_at as "happenedAt",
  events.handled_at as "handledAt"
from crm.automation_events as events
left join lateral (
  select
    jsonb_agg(
      jsonb_build_object(
        'rule', actions.rule_name, 'does', actions.action ->> 'do', 'state', actions.state, 'outcome', actions.outcome
      )
      order by actions.priority desc, actions.action_key
    ) as actions
  from crm.automation_actions as actions
  where actions.estate_id = events.estate_id and actions.event_key = events.event_key
) as asked on true
where events.estate_id = :'estate_id' and (events.facts ->> 'isNews') is distinct from 'false'
order by events.happened_at desc, events.event_key
limit :'limit'::integer
