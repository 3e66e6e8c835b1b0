-- One row per household and marketing message handed over: what the exports tell of it, and what we sent ourselves.
-- Several rows tell of one message (sent, delivered, opened …): within a campaign and channel, a new message begins where
-- one is handed over, or fails to be, more than a week after the last word of it.
insert into messages
with words as (
  select rows.channel, rows.status, rows.fate
  from jsonb_to_recordset(:'words'::jsonb) as rows (channel text, status text, fate text)
),
contacts as (
  select
    contacts.client_code,
    contacts.channel,
    contacts.campaign_id,
    contacts.status,
    contacts.email,
    contacts.contact_date as told_on
  from etl.contacts as contacts
  where contacts.estate_id = :'estate_id'
  union all
  select
    contact_log.client_code,
    contact_log.channel,
    coalesce(contact_log.campaign_id, ''),
    contact_log.status,
    null,
    (contact_log.contacted_at at time zone :'timezone')::date
  from crm.contact_log as contact_log
  where contact_log.estate_id = :'estate_id' and contact_log.is_marketing
),
told as (
  select
    contacts.*,
    words.fate,
    words.fate <> 'reaction' and contacts.told_on - lag(contacts.told_on) over of_campaign > 7 as begins_anew
  from contacts
  inner join words on words.channel = contacts.channel and words.status = contacts.status
  where words.fate <> 'no_message' and contacts.told_on <= :'as_of'::date
  window of_campaign as (
    partition by contacts.client_code, contacts.channel, contacts.campaign_id
    order by contacts.told_on, contacts.status collate "C"
  )
),
numbered as (
  select
    told.*,
    count(*) filter (where told.begins_anew) over (
      partition by told.client_code, told.channel, told.campaign_id
      order by told.told_on, told.status collate "C"
    ) as message_number
  from told
),
handed_over as (
  select numbered.client_code, max(numbered.email) as email, min(numbered.told_on) as handed_on
  from numbered
  group by numbered.client_code, numbered.channel, numbered.campaign_id, numbered.message_number
  having
    bool_or(numbered.fate in ('arrived', 'reaction'))
    or (bool_or(numbered.fate = 'handed') and not bool_or(numbered.fate = 'failed'))
)
select clients.estate_id, clients.household_key, handed_over.client_code, handed_over.handed_on
from handed_over
inner join etl.clients as clients on clients.client_code = handed_over.client_code
where clients.estate_id = :'estate_id'
union all
select clients.estate_id, clients.household_key, handed_over.client_code, handed_over.handed_on
from handed_over
inner join etl.clients as clients on clients.email = handed_over.email
where clients.estate_id = :'estate_id' and handed_over.client_code like '@%'
group by clients.estate_id, clients.household_key, handed_over.client_code, handed_over.handed_on
