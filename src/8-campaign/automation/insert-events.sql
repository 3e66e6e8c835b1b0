-- One row per event that was not noted before.
insert into crm.automation_events (estate_id, event_key, trigger, client_code, facts, happened_at)
select distinct on (told.event_key)
  :'estate_id', told.event_key, told.trigger, told.client_code, told.facts, told.happened_at
from (
  select
    event ->> 'eventKey' as event_key,
    event ->> 'trigger' as trigger,
    event ->> 'clientCode' as client_code,
    event -> 'facts' as facts,
    (event ->> 'happenedAt')::timestamptz as happened_at
  from jsonb_array_elements(:'events'::jsonb) as event
) as told
order by told.event_key, told.happened_at
on conflict (estate_id, event_key) do nothing
