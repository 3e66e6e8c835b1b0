-- One row per kind of thing clients said: how often, and by how many.
select
  events.event,
  count(*)::integer as events,
  count(distinct events.client_code)::integer as clients
from etl.consent_events as events
where events.estate_id = :'estate'
group by events.event
order by count(*) desc, events.event
