-- One row per thing that happened to a letter of the client.
select events.kind, events.happened_at, events.reason, events.link, events.source
from crm.letter_events as events
inner join crm.outbox
  on outbox.estate_id = events.estate_id and outbox.letter_id = events.letter_id
where events.estate_id = :'estate' and outbox.client_code = :'client_code'
order by events.happened_at, events.kind
