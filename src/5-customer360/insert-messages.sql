-- One row per marketing message handed over to a client: what the exports tell of it, and what we sent ourselves.
-- Several rows tell of one message (sent, delivered, opened …): within a campaign and channel, a new message begins
-- where one is handed over, or fails to be, more than a week after the last word of it.
insert into messages
with told as (
  select
    contacts.estate_id,
    contacts.client_code,
    lower(btrim(contacts.channel)) as channel,
    contacts.campaign_id,
    lower(btrim(contacts.status)) as status,
    contacts.contact_date as told_on
  from etl.contacts as contacts
  where contacts.estate_id = :'estate_id' and contacts.contact_date <= :'as_of'::date
  union all
  select
    contact_log.estate_id,
    contact_log.client_code,
    lower(btrim(contact_log.channel)),
    coalesce(contact_log.campaign_id, ''),
    lower(btrim(contact_log.status)),
    (contact_log.contacted_at at time zone :'timezone')::date
  from crm.contact_log as contact_log
  where
    contact_log.estate_id = :'estate_id'
    and contact_log.is_marketing
    and (contact_log.contacted_at at time zone :'timezone')::date <= :'as_of'::date
),
beginnings as (
  select
    told.*,
    coalesce(
      told.status <> all(:'reaction_statuses'::text[])
      and told.told_on - lag(told.told_on) over of_campaign > 7,
      false
    ) as begins_anew
  from told
  where told.channel <> all(:'spoken_channels'::text[])
  window of_campaign as (
    partition by told.client_code, told.channel, told.campaign_id order by told.told_on, told.status collate "C"
  )
),
numbered as (
  select
    beginnings.*,
    count(*) filter (where beginnings.begins_anew) over (
      partition by beginnings.client_code, beginnings.channel, beginnings.campaign_id
      order by beginnings.told_on, beginnings.status collate "C"
    ) as message_number
  from beginnings
),
handed_over as (
  select numbered.estate_id, numbered.client_code, min(numbered.told_on) as handed_on
  from numbered
  group by numbered.estate_id, numbered.client_code, numbered.channel, numbered.campaign_id, numbered.message_number
  having
    bool_or(numbered.status = any(:'arrived_statuses'::text[]))
    or (
      bool_or(numbered.status = any(:'sent_statuses'::text[]))
      and not bool_or(numbered.status = any(:'failed_statuses'::text[]))
    )
)
select handed_over.estate_id, clients.household_key, handed_over.client_code, handed_over.handed_on
from handed_over
inner join etl.clients as clients
  on clients.estate_id = handed_over.estate_id and clients.client_code = handed_over.client_code
