-- One row per letter about to leave whose client still stands: what may forbid it at this moment. What was handed over since
-- the client's page was computed counts, to anybody of the household, and so do letters of other campaigns that may have left:
-- in the hands of a sender, looked up, or held for a person because nobody knows. A thank-you begins no silence.
with letters as (
  select
    outbox.letter_id,
    outbox.client_code,
    outbox.household_key,
    clients.household_key as household_now,
    outbox.email_hash,
    clients.email,
    clients.is_trade,
    clients.is_till,
    clients.date_naissance,
    jsonb_array_length(coalesce(outbox.letter -> 'wines', '[]')) > 0 as has_wines
  from crm.outbox as outbox
  inner join etl.clients as clients
    on clients.estate_id = outbox.estate_id and clients.client_code = outbox.client_code
  where outbox.estate_id = :'estate_id' and outbox.letter_id = any(:'letter_ids'::uuid[])
),
households as materialized (
  select letters.letter_id, array_agg(members.client_code) as client_codes
  from letters
  inner join etl.clients as members
    on members.estate_id = :'estate_id'
    and members.household_key = any(array[letters.household_key, letters.household_now])
  group by letters.letter_id
),
-- Read once for all: this table grows with every call, and a plan made for its size a minute ago reads it whole for each letter.
contacts as materialized (
  select
    contact_log.client_code,
    coalesce(contact_log.letter_id, contact_log.contact_id) as contact_id,
    (contact_log.contacted_at at time zone :'timezone')::date as contacted_on
  from crm.contact_log as contact_log
  where
    contact_log.estate_id = :'estate_id'
    and contact_log.client_code = any(array(select unnest(households.client_codes) from households))
    and contact_log.is_marketing
    and contact_log.status not in ('soft_bounce', 'bounced', 'blocked')
    and contact_log.contacted_at > :'now'::timestamptz - interval '365 days'
)
select
  letters.letter_id as "letterId",
  letters.client_code as "clientCode",
  letters.household_now as "householdKey",
  letters.email,
  coalesce(told.is_bounced, false) or suppressed.is_bounced as "isBounced",
  coalesce(told.is_opted_out, false) or suppressed.is_refusing as "isOptedOut",
  letters.is_trade as "isTrade",
  letters.is_till as "isTill",
  letters.has_wines and etl.refuses_profiling(:'estate_id', letters.client_code) as "refusesProfiling",
  coalesce(told.legal_basis, 'none') as "legalBasis",
  letters.date_naissance as "bornOn",
  greatest(told.last_contact_on, handed.last_contact_on, may_have_left.last_contact_on) as "lastContactOn",
  (coalesce(told.contact_count, 0) + handed.contact_count + may_have_left.contact_count)::integer as "contactCount365d",
  0 as "netHt",
  null::date as "lastOrderOn",
  coalesce(etl.email_hash(letters.email) = letters.email_hash, false) as "isSameAddress"
from letters
inner join households on households.letter_id = letters.letter_id
cross join lateral (
  select
    max(pages.last_contact_on) as last_contact_on,
    max(pages.contact_count_365d) as contact_count,
    min(pages.as_of_on) as as_of_on,
    bool_or(pages.is_bounced) filter (where pages.client_code = letters.client_code) as is_bounced,
    bool_or(pages.is_opted_out) filter (where pages.client_code = letters.client_code) as is_opted_out,
    max(pages.legal_basis) filter (where pages.client_code = letters.client_code) as legal_basis
  from crm.customer_360 as pages
  where pages.estate_id = :'estate_id' and pages.client_code = any(households.client_codes)
) as told
cross join lateral (
  select
    max(contacts.contacted_on) as last_contact_on,
    count(distinct contacts.contact_id) filter (
      where told.as_of_on is null or contacts.contacted_on >= told.as_of_on
    ) as contact_count
  from contacts
  where contacts.client_code = any(households.client_codes)
) as handed
cross join lateral (
  select
    max(
      case
        when others.state = 'held' then (others.first_tried_at at time zone :'timezone')::date
        else :'today'::date
      end
    ) as last_contact_on,
    count(distinct others.letter_id) as contact_count
  from crm.outbox as others
  inner join crm.campaigns as campaigns
    on campaigns.estate_id = others.estate_id and campaigns.campaign_id = others.campaign_id
  where
    others.estate_id = :'estate_id'
    and others.household_key in (letters.household_key, letters.household_now)
    and others.letter_id <> letters.letter_id
    and (others.state in ('claimed', 'unknown') or (others.state = 'held' and others.state_code = 'UNKNOWN'))
    and coalesce(others.first_tried_at > :'now'::timestamptz - interval '365 days', true)
    and campaigns.kind <> 'thank_you'
) as may_have_left
cross join lateral (
  select
    coalesce(bool_or(suppressions.reason <> 'bounce'), false) as is_refusing,
    coalesce(bool_or(suppressions.reason = 'bounce'), false) as is_bounced
  from etl.suppressions as suppressions
  where
    suppressions.estate_id = :'estate_id'
    and suppressions.subject_hash in (
      letters.email_hash,
      etl.email_hash(coalesce(letters.email, '')),
      encode(sha256(convert_to('client:' || letters.client_code, 'UTF8')), 'hex')
    )
) as suppressed
order by letters.letter_id
