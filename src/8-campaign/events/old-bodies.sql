-- One row per body that was taken in and is older than the instant given: at most so many.
select inbox.inbox_id as "inboxId"
from etl.event_inbox as inbox
inner join crm.inbox_readings as readings
  on readings.estate_id = inbox.estate_id and readings.inbox_id = inbox.inbox_id
where inbox.estate_id = :'estate' and inbox.received_at < :'before'::timestamptz
order by inbox.received_at, inbox.inbox_id
limit :'most'::integer
