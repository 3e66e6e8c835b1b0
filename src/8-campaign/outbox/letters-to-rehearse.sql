-- One row per letter that waits, after one, some at a time: what a dry run would send.
select
  outbox.letter_id as "letterId",
  outbox.client_code as "clientCode",
  outbox.letter,
  outbox.letter_hash as "letterHash"
from crm.outbox as outbox
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.state = 'queued'
  and outbox.letter_id > :'after'::uuid
order by outbox.letter_id
limit :'limit'::integer
