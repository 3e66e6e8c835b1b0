-- One row per contact the exports tell of, and per letter of our own; the latest first.
select
  contacts.channel,
  contacts.status,
  contacts.campaign_id as "campaignId",
  contacts.contact_date as "contactedOn"
from etl.contacts as contacts
where contacts.estate_id = :'estate_id' and contacts.client_code = :'client_code'
union all
select
  contact_log.channel,
  contact_log.status,
  coalesce(contact_log.campaign_id, ''),
  (contact_log.contacted_at at time zone 'Europe/Paris')::date
from crm.contact_log as contact_log
where contact_log.estate_id = :'estate_id' and contact_log.client_code = :'client_code'
order by "contactedOn" desc, "campaignId", status
