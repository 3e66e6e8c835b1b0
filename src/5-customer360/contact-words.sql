-- One row per pair of channel and status, in what the exports tell and in what we sent ourselves.
select contacts.channel, contacts.status
from etl.contacts as contacts
where contacts.estate_id = :'estate_id'
union
select contact_log.channel, contact_log.status
from crm.contact_log as contact_log
where contact_log.estate_id = :'estate_id' and contact_log.is_marketing
