-- One row per letter of a campaign after a household, in the order of the households: what it says, and the hash kept of it.
select
  outbox.household_key as "householdKey",
  outbox.client_code as "clientCode",
  outbox.letter_id as "letterId",
  outbox.state,
  outbox.letter,
  outbox.letter_hash as "letterHash"
from crm.outbox as outbox
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.household_key > :'after_household'
  and (:'client_code'::text is null or outbox.client_code = :'client_code'::text)
order by outbox.household_key
limit :'limit'::integer
