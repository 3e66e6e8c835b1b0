-- One row, or none when the household has a letter of this campaign already: a letter, waiting.
insert into crm.outbox (
  estate_id, campaign_id, household_key, client_code, letter_id, idempotency_key, state, email_hash, letter, letter_hash
)
select
  clients.estate_id, :'campaign_id'::uuid, clients.household_key, clients.client_code, :'letter_id'::uuid,
  :'idempotency_key'::uuid, 'queued', :'email_hash', :'letter'::jsonb, :'letter_hash'
from etl.clients as clients
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
on conflict (estate_id, campaign_id, household_key) do nothing
