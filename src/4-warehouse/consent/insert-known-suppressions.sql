-- One row per address that a client who opted out bears today, whoever told of it: a new address does not undo a refusal.
insert into etl.suppressions as known (estate_id, subject_hash, reason, since_on)
select
  :'estate', encode(sha256(convert_to(lower(clients.email), 'UTF8')), 'hex'), 'opt_out', min(events.happened_on)
from etl.consent_events as events
inner join etl.clients on clients.estate_id = events.estate_id and clients.client_code = events.client_code
where events.estate_id = :'estate' and events.event = 'opt_out' and events.channel in ('all', 'email') and clients.email is not null
group by lower(clients.email)
on conflict (estate_id, subject_hash, reason) do nothing;
