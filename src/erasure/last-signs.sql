-- One row per client or prospect still known: the last thing that came from them, and whether « Restez-vous ? » was asked in vain.
-- Signs of a person are a purchase, a click, a "yes, I stay" and a consent; an open is none (CNIL). A household is written to as one
-- (one letter each), so it is asked as one and answers as one.
with purchases as (
  select client_code, max(date_livraison) as last_on
  from etl.ventes_lignes
  where estate_id = :'estate' and client_code is not null and line_kind in ('sale', 'return')
  group by client_code
),
answers as (
  select outbox.household_key, max(events.happened_at) as last_at
  from crm.letter_events as events
  inner join crm.outbox on outbox.estate_id = events.estate_id and outbox.letter_id = events.letter_id
  where events.estate_id = :'estate' and events.kind in ('click', 'stay')
  group by outbox.household_key
),
asked as (
  select outbox.household_key, max(outbox.accepted_at) as last_at
  from crm.outbox
  where outbox.estate_id = :'estate' and outbox.accepted_at is not null and outbox.letter ->> 'kind' = 'stay'
  group by outbox.household_key
),
consents as (
  select client_code, max(happened_on) as last_on
  from etl.consent_events
  where estate_id = :'estate' and event = 'opt_in'
  group by client_code
),
first_seen as (
  select codes.client_code, min(files.exported_at)::date as first_on
  from etl.client_source_codes as codes
  inner join etl.files
    on files.estate_id = codes.estate_id and files.source = codes.source and files.file_hash = codes.file_hash
  where codes.estate_id = :'estate'
  group by codes.client_code
)
select
  clients.client_code as "clientCode",
  purchases.last_on is not null as "isClient",
  to_char(
    greatest(
      purchases.last_on, answers.last_at::date, consents.last_on,
      case when purchases.last_on is null then coalesce(first_seen.first_on, clients.exported_at::date) end
    ),
    'YYYY-MM-DD'
  ) as "lastSignOn",
  asked.last_at as "askedAt",
  asked.last_at is not null
  and asked.last_at > coalesce(answers.last_at, '-infinity')
  and asked.last_at::date >= coalesce(purchases.last_on, '-infinity') as "isUnanswered"
from etl.clients as clients
left join purchases on purchases.client_code = clients.client_code
left join answers on answers.household_key = clients.household_key
left join asked on asked.household_key = clients.household_key
left join consents on consents.client_code = clients.client_code
left join first_seen on first_seen.client_code = clients.client_code
where clients.estate_id = :'estate' and not clients.is_till
order by clients.client_code
