-- One row per event given that belongs to a letter of ours: known by its message id, or else by our own id (the batch it went
-- out with, or the letter itself). The address must be the letter's in every case: an id alone proves nothing.
with told as (
  select told.position, told."messageId" as message_id, told."emailHash" as email_hash, told."ourIds" as our_ids
  from jsonb_to_recordset(:'events'::jsonb)
    as told (position integer, "messageId" text, "emailHash" text, "ourIds" uuid[])
),
by_message as (
  select told.position, outbox.letter_id
  from told
  inner join crm.outbox as outbox
    on outbox.estate_id = :'estate' and outbox.message_id = told.message_id and outbox.email_hash = told.email_hash
),
our_id as (
  select told.position, told.email_hash, ids.our_id
  from told
  cross join lateral unnest(told.our_ids) as ids (our_id)
  where not exists (select from by_message where by_message.position = told.position)
),
by_our_id as (
  select our_id.position, outbox.letter_id
  from our_id
  inner join crm.outbox as outbox
    on outbox.estate_id = :'estate' and outbox.batch_id = our_id.our_id and outbox.email_hash = our_id.email_hash
  union all
  select our_id.position, outbox.letter_id
  from our_id
  inner join crm.outbox as outbox
    on outbox.estate_id = :'estate' and outbox.letter_id = our_id.our_id and outbox.email_hash = our_id.email_hash
),
matched as (
  select by_message.position, by_message.letter_id from by_message
  union all
  select by_our_id.position, by_our_id.letter_id from by_our_id
)
select distinct on (matched.position)
  matched.position,
  outbox.letter_id as "letterId",
  outbox.campaign_id as "campaignId",
  outbox.client_code as "clientCode",
  outbox.email_hash as "emailHash"
from matched
inner join crm.outbox as outbox on outbox.estate_id = :'estate' and outbox.letter_id = matched.letter_id
order by matched.position, outbox.letter_id
