-- One row per letter of the call that has been of unknown outcome longest: booked for this sender to look up. Its first letter stands
-- for the call: who finds it locked waits with nothing in hand, and then takes another call.
with due as (
  select outbox.batch_id
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and outbox.state = 'unknown'
    and outbox.lease_until <= :'now'::timestamptz
  order by outbox.first_tried_at, outbox.letter_id
  limit 1
  for update of outbox
)
update crm.outbox as outbox
set claimed_by = :'worker_id', lease_until = :'booked_until'::timestamptz
from due
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.batch_id = due.batch_id
  and outbox.state = 'unknown'
returning
  outbox.letter_id as "letterId",
  outbox.client_code as "clientCode",
  outbox.email_hash as "emailHash",
  outbox.batch_id as "batchId",
  outbox.first_tried_at as "firstTriedAt",
  outbox.attempts
