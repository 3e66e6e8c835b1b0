-- One row per parked event of the last days whose body is still kept, and whether its address is refused already.
select
  parked.dedupe_key as key,
  inbox.inbox_id as "inboxId",
  inbox.source,
  inbox.body,
  inbox.received_at as "receivedAt",
  exists (
    select from etl.suppressions as suppressions
    where suppressions.estate_id = parked.estate_id and suppressions.subject_hash = parked.email_hash
  ) as "isRefused"
from crm.parked_events as parked
inner join etl.event_inbox as inbox on inbox.estate_id = parked.estate_id and inbox.inbox_id = parked.inbox_id
where parked.estate_id = :'estate' and parked.parked_at >= :'since'::timestamptz
order by parked.parked_at, parked.dedupe_key
limit :'most'::integer
