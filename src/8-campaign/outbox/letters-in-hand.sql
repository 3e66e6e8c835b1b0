-- One row per letter of a call that is still in this sender's hands, locked until the transaction ends: while it is, nobody
-- takes it over. Says whether a refusal, another address or a vanished client stands in its way by now.
select
  outbox.letter_id as "letterId",
  outbox.email_hash as "emailHash",
  coalesce(etl.email_hash(clients.email) = outbox.email_hash, false) as "isSameAddress",
  exists (
    select
    from etl.suppressions as suppressions
    where
      suppressions.estate_id = outbox.estate_id
      and suppressions.subject_hash in (
        outbox.email_hash,
        encode(sha256(convert_to('client:' || outbox.client_code, 'UTF8')), 'hex')
      )
  ) as "isSuppressed"
from crm.outbox as outbox
left join etl.clients as clients
  on clients.estate_id = outbox.estate_id and clients.client_code = outbox.client_code
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.batch_id = :'batch_id'::uuid
  and outbox.state = 'claimed'
  and outbox.claimed_by = :'worker_id'
  and outbox.lease_until > :'now'::timestamptz
order by outbox.letter_id
for update of outbox
