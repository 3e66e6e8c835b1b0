-- One row per letter, waiting.
insert into crm.outbox (
  estate_id, campaign_id, household_key, client_code, letter_id, idempotency_key, state, email_hash, letter, letter_hash
)
select
  :'estate_id', :'campaign_id'::uuid, given."householdKey", given."clientCode", given."letterId",
  given."idempotencyKey", 'queued', given."emailHash", given.letter, given."letterHash"
from jsonb_to_recordset(:'rows'::jsonb) as given (
  "householdKey" text, "clientCode" text, "letterId" uuid, "idempotencyKey" uuid, "emailHash" text, letter jsonb,
  "letterHash" text
)
