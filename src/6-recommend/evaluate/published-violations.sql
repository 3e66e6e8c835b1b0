-- One row per rule broken by the list the estate sees, with how many recommendations break it; and one row, code null, with
-- how many there are. Asked of the tables themselves, as of the day of the list.
with listed as (
  select
    recommendations.client_code,
    recommendations.rank,
    recommendations.produit_key,
    recommendations.wine_key,
    recommendations.as_of_on
  from crm.recommendations as recommendations
  where recommendations.estate_id = :'estate_id'
),
taken as (
  select distinct lignes.client_code, produits.wine_key, lignes.date_livraison as taken_on
  from etl.ventes_lignes as lignes
  inner join etl.produits as produits
    on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
  where
    lignes.estate_id = :'estate_id'
    and lignes.line_kind = 'sale'
    and lignes.qty_bottles > 0
    and lignes.date_livraison > (select min(listed.as_of_on) from listed) - :'exclusion_days'::int
),
broken as (
  select 'NOT_TO_BE_WRITTEN_TO' as code
  from listed
  inner join crm.customer_360 as pages
    on pages.estate_id = :'estate_id' and pages.client_code = listed.client_code
  where
    not pages.has_email or pages.is_bounced or pages.is_opted_out or pages.is_trade or pages.is_till
    or pages.legal_basis = 'none'
  union all
  select 'UNDER_AGE'
  from listed
  inner join etl.clients as clients
    on clients.estate_id = :'estate_id' and clients.client_code = listed.client_code
  where clients.date_naissance > listed.as_of_on - make_interval(years => :'minimum_age'::int)
  union all
  select 'SILENCE_WINDOW'
  from listed
  inner join crm.customer_360 as pages
    on pages.estate_id = :'estate_id' and pages.client_code = listed.client_code
  where pages.last_contact_on > listed.as_of_on - :'silence_days'::int
  union all
  select 'FREQUENCY_CAP'
  from listed
  inner join crm.customer_360 as pages
    on pages.estate_id = :'estate_id' and pages.client_code = listed.client_code
  where pages.contact_count_365d >= :'messages_per_year'::int
  union all
  select 'DUPLICATE_HOUSEHOLD'
  from listed
  inner join etl.clients as clients
    on clients.estate_id = :'estate_id' and clients.client_code = listed.client_code
  group by clients.household_key
  having count(distinct listed.client_code) > 1
  union all
  select 'BOUGHT_LATELY'
  from listed
  where exists (
    select from taken
    where
      taken.client_code = listed.client_code
      and taken.wine_key = listed.wine_key
      and taken.taken_on between listed.as_of_on - :'exclusion_days'::int + 1 and listed.as_of_on
  )
  union all
  select 'NOT_ON_SALE'
  from listed
  inner join etl.produits as produits
    on produits.estate_id = :'estate_id' and produits.produit_key = listed.produit_key
  where not produits.is_active
  union all
  select 'WINE_TWICE'
  from listed
  group by listed.client_code, listed.wine_key
  having count(*) > 1
  union all
  select 'TOO_MANY_WINES'
  from listed
  group by listed.client_code
  having count(*) > :'per_client'::int
)
select null as code, count(*)::int as total
from listed
union all
select broken.code, count(*)::int
from broken
group by broken.code
order by code nulls first
