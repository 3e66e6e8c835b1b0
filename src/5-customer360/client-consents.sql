-- One row per entry of the consent register about e-mail, and per suppression of the client's address or code. A bounce that
-- a contact tells of speaks of the address it went to, which is suppressed: a client with a new address has not bounced.
select
  consent_events.client_code,
  consent_events.event,
  consent_events.evidence,
  consent_events.happened_on
from etl.consent_events as consent_events
where
  consent_events.estate_id = :'estate_id'
  and consent_events.client_code between :'first_code' and :'last_code'
  and consent_events.channel in ('email', 'all')
  and not (consent_events.event = 'bounce' and consent_events.evidence like 'contact:%')
union all
select clients.client_code, suppressions.reason, 'suppression', suppressions.since_on
from etl.clients as clients
inner join etl.suppressions as suppressions
  on suppressions.estate_id = clients.estate_id
  and suppressions.subject_hash in (
    encode(sha256(convert_to(lower(clients.email), 'UTF8')), 'hex'),
    encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex')
  )
where
  clients.estate_id = :'estate_id'
  and clients.client_code between :'first_code' and :'last_code'
