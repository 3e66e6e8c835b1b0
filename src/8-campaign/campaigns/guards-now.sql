-- One row per client of whom something weighs that their page may not know yet: a refusal of their address, and the letters
-- their household was handed since the pages were made, or waits for in another campaign. A thank-you begins no silence, and
-- neither does a letter that came back; one of which nobody knows whether it left counts as if it had. Beside: when it was
-- last thanked.
with refused as (
  select
    clients.client_code,
    bool_or(suppressions.reason <> 'bounce') as is_refusing,
    bool_or(suppressions.reason = 'bounce') as is_bounced
  from etl.clients as clients
  inner join etl.suppressions as suppressions
    on suppressions.estate_id = clients.estate_id
    and suppressions.subject_hash in (
      etl.email_hash(coalesce(clients.email, '')),
      encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex')
    )
  where clients.estate_id = :'estate_id'
  group by clients.client_code
),
letters as (
  select
    outbox.household_key,
    max((coalesce(outbox.accepted_at, outbox.first_tried_at) at time zone :'timezone')::date)
      filter (where counted.may_have_left and counted.is_contact) as handed_on,
    max((coalesce(outbox.accepted_at, outbox.first_tried_at) at time zone :'timezone')::date)
      filter (where counted.may_have_left and campaigns.kind = 'thank_you') as thanked_on,
    count(*) filter (
      where
        counted.may_have_left
        and counted.is_contact
        and (coalesce(outbox.accepted_at, outbox.first_tried_at) at time zone :'timezone')::date
          > coalesce(:'pages_as_of'::date, '-infinity')
    )::integer as newer_count,
    min(campaigns.name) filter (
      where outbox.state in ('queued', 'claimed', 'unknown', 'held')
        and campaigns.state in ('approved', 'sending', 'paused', 'held')
    ) as waits_for
  from crm.outbox as outbox
  inner join crm.campaigns as campaigns
    on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
  left join crm.contact_log as handed
    on handed.estate_id = outbox.estate_id and handed.letter_id = outbox.letter_id
  cross join lateral (
    select
      campaigns.kind <> 'thank_you'
      and coalesce(handed.status, 'sent') not in ('soft_bounce', 'bounced', 'blocked') as is_contact,
      outbox.state in ('accepted', 'unknown', 'claimed')
      or (outbox.state = 'held' and outbox.state_code = 'UNKNOWN') as may_have_left
  ) as counted
  where
    outbox.estate_id = :'estate_id'
    and (:'campaign_id'::uuid is null or outbox.campaign_id <> :'campaign_id'::uuid)
  group by outbox.household_key
)
select
  clients.client_code as "clientCode",
  clients.email,
  coalesce(refused.is_refusing, false) as "isRefusing",
  coalesce(refused.is_bounced, false) as "isBounced",
  letters.handed_on as "handedOn",
  letters.thanked_on as "thankedOn",
  coalesce(letters.newer_count, 0) as "newerCount",
  letters.waits_for as "waitsFor"
from etl.clients as clients
left join refused on refused.client_code = clients.client_code
left join letters on letters.household_key = clients.household_key
where clients.estate_id = :'estate_id'
