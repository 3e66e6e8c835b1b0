-- The one row of a letter: as the outbox knows it or, once it is pruned there, as the contact log remembers it.
with known as (
  select outbox.letter_id, outbox.campaign_id::text as campaign_id, outbox.client_code, outbox.email_hash, 1 as choice
  from crm.outbox as outbox
  where outbox.estate_id = :'estate' and outbox.letter_id = :'letter_id'::uuid
  union all
  select
    contacts.letter_id, coalesce(contacts.campaign_id, ''), contacts.client_code, etl.email_hash(clients.email), 2
  from crm.contact_log as contacts
  left join etl.clients as clients
    on clients.estate_id = contacts.estate_id and clients.client_code = contacts.client_code
  where contacts.estate_id = :'estate' and contacts.letter_id = :'letter_id'::uuid
)
select
  known.letter_id as "letterId",
  known.campaign_id as "campaignId",
  known.client_code as "clientCode",
  known.email_hash as "emailHash"
from known
order by known.choice
limit 1
