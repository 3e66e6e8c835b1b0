-- One row per letter of a campaign that waits for a person, and whether the provider has told anything of it since.
select
  outbox.letter_id as "letterId",
  outbox.client_code as "clientCode",
  outbox.household_key as "householdKey",
  outbox.letter ->> 'kind' as kind,
  coalesce(outbox.state_code, 'UNKNOWN') as code,
  exists (
    select
    from crm.letter_events as events
    where events.estate_id = outbox.estate_id and events.letter_id = outbox.letter_id
  ) as "isToldOf",
  outbox.attempts,
  outbox.first_tried_at as "firstTriedAt"
from crm.outbox as outbox
where
  outbox.estate_id = :'estate_id'
  and outbox.campaign_id = :'campaign_id'::uuid
  and outbox.state = 'held'
order by outbox.client_code, outbox.letter_id
