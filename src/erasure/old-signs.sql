-- One row per person whose last sign may lie before a day: what it was, and whether « Restez-vous ? » was asked in vain. Signs of a
-- person are a purchase, a click, a "yes, I stay" and a consent; an open is none (CNIL). A household is written to as one (one
-- letter each), so it is asked as one and answers as one.
with silent as (
  -- Their pages tell when they last ordered: nobody else's ledger is read. Who never bought anything is no older than the first
  -- export, and is not looked at before that one is old.
  select pages.client_code
  from crm.customer_360 as pages
  where
    pages.estate_id = :'estate'
    and coalesce(pages.last_order_on, '0001-01-01'::date) <= :'seen_before'::date
    and (
      pages.last_order_on is not null
      or pages.line_count > 0
      or pages.bottles <> 0
      or exists (
        select from etl.files where files.estate_id = :'estate' and files.exported_at < :'seen_before'::date + 1
      )
    )
),
purchases as (
  select lignes.client_code, max(lignes.date_livraison) as last_on
  from silent
  inner join etl.ventes_lignes as lignes
    on lignes.estate_id = :'estate' and lignes.client_code = silent.client_code and lignes.line_kind in ('sale', 'return')
  group by lignes.client_code
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
  select events.client_code, max(events.happened_on) as last_on
  from silent
  inner join etl.consent_events as events
    on events.estate_id = :'estate' and events.client_code = silent.client_code and events.event = 'opt_in'
  group by events.client_code
),
first_seen as (
  select codes.client_code, min(files.exported_at)::date as first_on
  from etl.client_source_codes as codes
  inner join silent on silent.client_code = codes.client_code
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
from silent
inner join etl.clients as clients on clients.estate_id = :'estate' and clients.client_code = silent.client_code
left join purchases on purchases.client_code = clients.client_code
left join answers on answers.household_key = clients.household_key
left join asked on asked.household_key = clients.household_key
left join consents on consents.client_code = clients.client_code
left join first_seen on first_seen.client_code = clients.client_code
where not clients.is_till
order by clients.client_code
