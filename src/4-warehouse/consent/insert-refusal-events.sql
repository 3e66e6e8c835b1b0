-- One row per client who bears the refused address, or the client named: what they said, and where.
insert into etl.consent_events (estate_id, client_code, channel, event, evidence, happened_on)
select clients.estate_id, clients.client_code, 'email', :'event', :'evidence', :'happened_on'::date
from etl.clients as clients
where
  clients.estate_id = :'estate'
  and (clients.client_code = :'client_code'::text or etl.email_hash(clients.email) = :'email_hash'::text)
on conflict (estate_id, client_code, channel, event, evidence) do nothing
