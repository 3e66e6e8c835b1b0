-- One row per client who ever crossed a threshold, and one without a client since it was first looked at: above it, or below.
select distinct on (events.client_code)
  events.client_code,
  (events.facts ->> 'isAbove')::boolean as is_above
from crm.automation_events as events
where
  events.estate_id = :'estate_id'
  and events.trigger = 'lead_score_high'
  and (events.facts ->> 'threshold')::numeric = :'threshold'::integer
order by events.client_code, events.happened_at desc, events.event_key desc
