-- One row per kind of thing clients said of letters: how often, and by how many.
select
  events.event,
  count(*)::integer as events,
  count(distinct events.client_code)::integer as clients
from etl.consent_events as events
where events.estate_id = :'estate' and events.channel not in ('tracking', 'profiling')
group by events.event
order by count(*) desc, events.event
