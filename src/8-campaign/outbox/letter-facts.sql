-- One row per letter about to leave whose client still stands: what may forbid it at this moment. What was handed over since
-- the client's page was computed counts, to anybody of the household, and so do letters of other campaigns that may have left:
-- in the hands of a sender, looked up, or held for a person because nobody knows. A thank-you begins no silence.
with letters as (
  select outbox.letter_id, outbox.client_code, outbox.household_key, outbox.email_hash, clients.household_key as household_now
  from crm.outbox as outbox
  inner join etl.clients as clients
    on clients.estate_id = outbox.estate_id and clients.client_code = outbox.client_code
  where outbox.estate_id = :'estate_id' and outbox.letter_id = any(:'letter_ids'::uuid[])
),
households as (
  select letters.letter_id, letters.household_key
  from letters
  union
  select letters.letter_id, letters.household_now
  from letters
),
members as (
  select
    households.letter_id,
    clients.client_code,
    pages.last_contact_on,
    pages.contact_count_365d,
    pages.as_of_on
  from households
  inner join etl.clients as clients
    on clients.estate_id = :'estate_id' and clients.household_key = households.household_key
  left join crm.customer_360 as pages
    on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
),
told as (
  select
    members.letter_id,
    max(members.last_contact_on) as last_contact_on,
    max(members.contact_count_365d) as contact_count,
    min(members.as_of_on) as as_of_on
  from members
  group by members.letter_id
),
handed as (
  select
    members.letter_id,
    max((contact_log.contacted_at at time zone :'timezone')::date) as last_contact_on,
    count(distinct coalesce(contact_log.letter_id, contact_log.contact_id)) filter (
      where told.as_of_on is null or (contact_log.contacted_at at time zone :'timezone')::date >= told.as_of_on
    ) as contact_count
  from members
  inner join told on told.letter_id = members.letter_id
  inner join crm.contact_log as contact_log
    on contact_log.estate_id = :'estate_id'
    and contact_log.client_code = members.client_code
    and contact_log.is_marketing
    and contact_log.status not in ('soft_bounce', 'bounced', 'blocked')
    and contact_log.contacted_at > :'now'::timestamptz - interval '365 days'
  group by members.letter_id
),
may_have_left as (
  select
    households.letter_id,
    max(
      case
        when others.state = 'held' then (others.first_tried_at at time zone :'timezone')::date
        else :'today'::date
      end
    ) as last_contact_on,
    count(distinct others.letter_id) as contact_count
  from households
  inner join crm.outbox as others
    on others.estate_id = :'estate_id'
    and others.household_key = households.household_key
    and others.letter_id <> households.letter_id
    and (others.state in ('claimed', 'unknown') or (others.state = 'held' and others.state_code = 'UNKNOWN'))
    and coalesce(others.first_tried_at > :'now'::timestamptz - interval '365 days', true)
  inner join crm.campaigns as campaigns
    on campaigns.estate_id = others.estate_id and campaigns.campaign_id = others.campaign_id
  where campaigns.kind <> 'thank_you'
  group by households.letter_id
)
select
  letters.letter_id as "letterId",
  letters.client_code as "clientCode",
  letters.household_now as "householdKey",
  clients.email,
  coalesce(pages.is_bounced, false) or suppressed.is_bounced as "isBounced",
  coalesce(pages.is_opted_out, false) or suppressed.is_refusing as "isOptedOut",
  clients.is_trade as "isTrade",
  clients.is_till as "isTill",
  coalesce(pages.legal_basis, 'none') as "legalBasis",
  clients.date_naissance as "bornOn",
  greatest(told.last_contact_on, handed.last_contact_on, may_have_left.last_contact_on) as "lastContactOn",
  (
    coalesce(told.contact_count, 0) + coalesce(handed.contact_count, 0) + coalesce(may_have_left.contact_count, 0)
  )::integer as "contactCount365d",
  0 as "netHt",
  null::date as "lastOrderOn",
  coalesce(etl.email_hash(clients.email) = letters.email_hash, false) as "isSameAddress"
from letters
inner join etl.clients as clients
  on clients.estate_id = :'estate_id' and clients.client_code = letters.client_code
left join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
left join told on told.letter_id = letters.letter_id
left join handed on handed.letter_id = letters.letter_id
left join may_have_left on may_have_left.letter_id = letters.letter_id
cross join lateral (
  select
    coalesce(bool_or(suppressions.reason <> 'bounce'), false) as is_refusing,
    coalesce(bool_or(suppressions.reason = 'bounce'), false) as is_bounced
  from etl.suppressions as suppressions
  where
    suppressions.estate_id = clients.estate_id
    and suppressions.subject_hash in (
      letters.email_hash,
      etl.email_hash(coalesce(clients.email, '')),
      encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex')
    )
) as suppressed
order by letters.letter_id
