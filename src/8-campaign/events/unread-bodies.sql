-- One row per body of the inbox that was not taken in, in the order they came: so many, and so many bytes of them (one at least).
with unread as (
  select inbox.inbox_id, inbox.received_at, octet_length(inbox.body) as bytes
  from etl.event_inbox as inbox
  left join crm.inbox_readings as readings
    on readings.estate_id = inbox.estate_id and readings.inbox_id = inbox.inbox_id
  where
    inbox.estate_id = :'estate'
    and inbox.source in ('brevo:webhook', 'brevo:reconcile')
    and readings.inbox_id is null
  order by inbox.received_at, inbox.inbox_id
  limit :'most_bodies'::integer
),
summed as (
  select
    unread.inbox_id,
    sum(unread.bytes) over (order by unread.received_at, unread.inbox_id) - unread.bytes as bytes_before
  from unread
)
select
  inbox.inbox_id as "inboxId",
  inbox.source,
  inbox.body,
  inbox.received_at as "receivedAt"
from summed
inner join etl.event_inbox as inbox on inbox.estate_id = :'estate' and inbox.inbox_id = summed.inbox_id
where summed.bytes_before < :'most_bytes'::bigint
order by inbox.received_at, inbox.inbox_id
