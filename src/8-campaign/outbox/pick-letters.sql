-- One row per letter that may be claimed now: the letters of one call that is to be repeated, whole, else fresh ones; a
-- letter that was refused among others goes alone.
with repeated as (
  select outbox.batch_id
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and outbox.state = 'queued'
    and outbox.batch_id is not null
    and (outbox.lease_until is null or outbox.lease_until <= :'now'::timestamptz)
  order by outbox.first_tried_at, outbox.batch_id
  limit 1
),
fresh as (
  select outbox.letter_id, outbox.state_code = 'BATCH_REFUSED' as is_alone
  from crm.outbox as outbox
  where
    outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and outbox.state = 'queued'
    and outbox.batch_id is null
    and (outbox.lease_until is null or outbox.lease_until <= :'now'::timestamptz)
    and not exists (select from repeated)
  order by outbox.attempts, outbox.letter_id
  limit :'limit'::integer
),
together as (
  select fresh.letter_id
  from fresh
  where fresh.is_alone is distinct from true
),
alone as (
  select fresh.letter_id
  from fresh
  where not exists (select from together)
  order by fresh.letter_id
  limit 1
),
chosen as (
  select outbox.letter_id
  from repeated
  inner join crm.outbox as outbox
    on outbox.estate_id = :'estate_id'
    and outbox.campaign_id = :'campaign_id'::uuid
    and outbox.batch_id = repeated.batch_id
  union all
  select together.letter_id
  from together
  union all
  select alone.letter_id
  from alone
)
select
  outbox.letter_id as "letterId",
  outbox.household_key as "householdKey",
  outbox.client_code as "clientCode",
  outbox.letter,
  outbox.letter_hash as "letterHash",
  outbox.email_hash as "emailHash",
  outbox.batch_id as "batchId",
  outbox.first_tried_at as "firstTriedAt"
from crm.outbox as outbox
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.state = 'queued'
  and outbox.letter_id = any(array(select chosen.letter_id from chosen))
order by outbox.letter_id
for update of outbox
