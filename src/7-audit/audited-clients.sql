-- One row per client with a current recommendation, after a code, some at a time: what may forbid a letter, read anew from
-- the client, their household and their ledger.
with listed as (
  select recommendations.client_code
  from crm.recommendations as recommendations
  where recommendations.estate_id = :'estate_id' and recommendations.client_code > :'after_code'
  group by recommendations.client_code
  order by recommendations.client_code
  limit :'limit'::integer
),
own as (
  select clients.*
  from listed
  inner join etl.clients as clients on clients.estate_id = :'estate_id' and clients.client_code = listed.client_code
),
households as (
  select
    members.household_key,
    max(pages.last_contact_on) as last_contact_on,
    max(pages.contact_count_365d) as contact_count_365d
  from etl.clients as members
  inner join crm.customer_360 as pages
    on pages.estate_id = members.estate_id and pages.client_code = members.client_code
  where members.estate_id = :'estate_id' and members.household_key in (select own.household_key from own)
  group by members.household_key
),
paid as (
  select lignes.client_code, sum(lignes.mt_ttc) / nullif(sum(lignes.qty_unit), 0) as price_75cl_ttc
  from etl.ventes_lignes as lignes
  inner join listed on listed.client_code = lignes.client_code
  where
    lignes.estate_id = :'estate_id'
    and lignes.line_kind in ('sale', 'return')
    and lignes.produit_key is not null
    and lignes.date_livraison <= :'as_of'::date
  group by lignes.client_code
  having sum(lignes.qty_unit) > 0
)
select
  own.client_code as "clientCode",
  coalesce(pages.has_email, false) as "hasEmail",
  coalesce(pages.is_opted_out, false) or suppressed.is_refusing as "isOptedOut",
  coalesce(pages.is_bounced, false) or suppressed.is_bounced as "isBounced",
  own.is_trade as "isTrade",
  own.is_till as "isTill",
  coalesce(pages.legal_basis, 'none') as "legalBasis",
  households.last_contact_on as "lastContactOn",
  coalesce(households.contact_count_365d, 0) as "contactCount365d",
  pages.median_price_75cl_ttc::float8 as "medianPrice75clTtc",
  paid.price_75cl_ttc::float8 as "meanPrice75clTtc",
  coalesce(pages.favourite_sweetness, '[]') as sweetness
from own
left join crm.customer_360 as pages
  on pages.estate_id = own.estate_id and pages.client_code = own.client_code
left join households on households.household_key = own.household_key
left join paid on paid.client_code = own.client_code
cross join lateral (
  select
    coalesce(bool_or(suppressions.reason <> 'bounce'), false) as is_refusing,
    coalesce(bool_or(suppressions.reason = 'bounce'), false) as is_bounced
  from etl.suppressions as suppressions
  where
    suppressions.estate_id = own.estate_id
    and suppressions.subject_hash in (
      encode(sha256(convert_to(lower(coalesce(own.email, '')), 'UTF8')), 'hex'),
      encode(sha256(convert_to('client:' || own.client_code, 'UTF8')), 'hex')
    )
) as suppressed
order by own.client_code
