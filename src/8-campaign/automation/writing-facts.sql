-- One row, or none: what may forbid a letter to a client at this moment. What reached anybody of the household counts, and so do
-- letters in a sender's hands.
with members as (
  select pages.last_contact_on, pages.contact_count_365d, pages.as_of_on
  from etl.clients as clients
  inner join etl.clients as residents
    on residents.estate_id = clients.estate_id and residents.household_key = clients.household_key
  inner join crm.customer_360 as pages
    on pages.estate_id = residents.estate_id and pages.client_code = residents.client_code
  where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
),
told as (
  select
    max(members.last_contact_on) as last_contact_on,
    coalesce(max(members.contact_count_365d), 0) as contact_count,
    max(members.as_of_on) as as_of_on
  from members
),
letters as (
  select
    max((coalesce(outbox.accepted_at, outbox.first_tried_at, :'today'::date) at time zone :'timezone')::date) as handed_on,
    count(*) filter (
      where outbox.accepted_at is null or (outbox.accepted_at at time zone :'timezone')::date >= told.as_of_on
    )::integer as newer_count
  from etl.clients as clients
  inner join crm.outbox as outbox
    on outbox.estate_id = clients.estate_id and outbox.household_key = clients.household_key
  inner join crm.campaigns as campaigns
    on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
  cross join told
  where
    clients.estate_id = :'estate_id'
    and clients.client_code = :'client_code'
    and campaigns.kind <> 'thank_you'
    and (
      outbox.state in ('claimed', 'unknown', 'accepted')
      or (outbox.state = 'held' and outbox.state_code = 'UNKNOWN')
    )
)
select
  clients.client_code as "clientCode",
  clients.household_key as "householdKey",
  clients.email,
  pages.is_bounced or suppressed.is_bounced as "isBounced",
  pages.is_opted_out or suppressed.is_refusing as "isOptedOut",
  clients.is_trade as "isTrade",
  clients.is_till as "isTill",
  pages.legal_basis as "legalBasis",
  clients.date_naissance as "bornOn",
  greatest(told.last_contact_on, letters.handed_on) as "lastContactOn",
  told.contact_count + coalesce(letters.newer_count, 0) as "contactCount365d"
from etl.clients as clients
inner join crm.customer_360 as pages
  on pages.estate_id = clients.estate_id and pages.client_code = clients.client_code
cross join told
cross join letters
cross join lateral (
  select
    coalesce(bool_or(suppressions.reason <> 'bounce'), false) as is_refusing,
    coalesce(bool_or(suppressions.reason = 'bounce'), false) as is_bounced
  from etl.suppressions as suppressions
  where
    suppressions.estate_id = clients.estate_id
    and suppressions.subject_hash in (
      etl.email_hash(coalesce(clients.email, '')),
      encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex')
    )
) as suppressed
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
