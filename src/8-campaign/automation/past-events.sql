-- One row per thing of one kind that happened since a moment, newest first: what a rule is tried on.
select
  events.event_key as "eventKey",
  events.trigger,
  events.client_code as "clientCode",
  events.facts,
  events.happened_at as "happenedAt"
from crm.automation_events as events
where
  events.estate_id = :'estate_id'
  and events.trigger = :'trigger'
  and events.happened_at >= :'since'::timestamptz
  and (events.facts ->> 'isNews') is distinct from 'false'
order by events.happened_at desc, events.event_key
limit :'limit'::integer
