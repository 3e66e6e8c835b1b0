-- One row per event no rule looked at yet, oldest first; those in somebody else's hands are left to them.
select events.event_key, events.trigger, events.client_code, events.facts, events.happened_at
from crm.automation_events as events
where events.estate_id = :'estate_id' and events.handled_at is null and events.happened_at <= :'now'::timestamptz
order by events.happened_at, events.event_key
limit :'limit'::integer
for update skip locked
