-- One row, or none: the oldest form that was not taken in.
select inbox.inbox_id as "inboxId", inbox.body, inbox.received_at as "receivedAt"
from etl.event_inbox as inbox
left join crm.inbox_readings as readings
  on readings.estate_id = inbox.estate_id and readings.inbox_id = inbox.inbox_id
where inbox.estate_id = :'estate' and inbox.source = 'form' and readings.inbox_id is null
order by inbox.received_at, inbox.inbox_id
limit 1
