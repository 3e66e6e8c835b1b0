-- One row per client a draft leaves out because of an earlier letter: what anybody of the household was sent by other means.
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
  ) as imported_contact_days
from crm.campaign_audience as audience
where
  audience.estate_id = :'estate_id'
  and audience.campaign_id = :'campaign_id'::uuid
  and audience.exclusion_code = 'SILENCE_WINDOW'
order by audience.client_code
