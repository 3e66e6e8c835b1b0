-- One row per client a draft leaves out because of an earlier letter: what anybody of the household was sent by other means, and
-- what may have reached them.
select
  audience.client_code,
  (
    select coalesce(array_agg(distinct lower(residents.email)), '{}')
    from etl.clients as residents
    where
      residents.estate_id = :'estate_id'
      and residents.household_key = audience.household_key
      and residents.email is not null
  ) as household_emails,
  (
    select coalesce(array_agg(distinct contacts.contact_date), '{}')
    from etl.contacts as contacts
    inner join etl.clients as residents
      on residents.estate_id = contacts.estate_id
      and residents.household_key = audience.household_key
      and (residents.client_code = contacts.client_code or lower(residents.email) = lower(contacts.email))
    where contacts.estate_id = :'estate_id' and contacts.channel in ('email', 'courrier')
  ) as imported_contact_days,
  -- Held for a person because nobody knows whether they left.
  (
    select coalesce(array_agg(distinct (doubted.first_tried_at at time zone 'Europe/Paris')::date), '{}')
    from crm.outbox as doubted
    where
      doubted.estate_id = :'estate_id'
      and doubted.household_key = audience.household_key
      and doubted.state = 'held'
      and doubted.state_code = 'UNKNOWN'
  ) as doubted_letter_days
from crm.campaign_audience as audience
where
  audience.estate_id = :'estate_id'
  and audience.campaign_id = :'campaign_id'::uuid
  and audience.exclusion_code = 'SILENCE_WINDOW'
order by audience.client_code
