-- One row per thing the client said, or that happened to their address, on any channel; the latest first.
select
  consent_events.channel,
  consent_events.event,
  consent_events.evidence,
  consent_events.happened_on as "happenedOn"
from etl.consent_events as consent_events
where consent_events.estate_id = :'estate_id' and consent_events.client_code = :'client_code'
union all
select 'email', suppressions.reason, 'suppression', suppressions.since_on
from etl.clients as clients
inner join etl.suppressions as suppressions
  on suppressions.estate_id = clients.estate_id
  and suppressions.subject_hash in (
    encode(sha256(convert_to(lower(clients.email), 'UTF8')), 'hex'),
    encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex')
  )
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
order by "happenedOn" desc, event, evidence
