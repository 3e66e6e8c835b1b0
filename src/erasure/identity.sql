-- One row: everything the warehouse, the corrections and the exports' rows say of a client.
with shared as (
  select distinct lower(others.email) as email
  from etl.clients as others
  where others.estate_id = :'estate' and others.client_code <> :'client_code' and others.email is not null
),
addresses as (
  select lower(email) as email from etl.clients where estate_id = :'estate' and client_code = :'client_code' and email is not null
  union
  select lower(unnest(other_emails)) from etl.clients where estate_id = :'estate' and client_code = :'client_code'
  union
  select lower(email) from etl.ventes_lignes where estate_id = :'estate' and client_code = :'client_code' and email is not null
  union
  select lower(email) from etl.contacts where estate_id = :'estate' and client_code = :'client_code' and email is not null
  union
  select lower(value)
  from etl.overrides
  where estate_id = :'estate' and subject = 'client' and subject_key = :'client_code' and column_name = 'email' and value is not null
),
corrections as (
  select column_name, value
  from etl.overrides
  where estate_id = :'estate' and subject = 'client' and subject_key = :'client_code' and value is not null
)
select
  clients.client_code as "clientCode",
  clients.household_key as "householdKey",
  array(
    select distinct source_code
    from etl.client_source_codes
    where estate_id = :'estate' and client_code = :'client_code'
    order by 1
  ) as "sourceCodes",
  array(select clients.nom where clients.nom is not null union select value from corrections where column_name = 'nom') as noms,
  array(select clients.prenom where clients.prenom is not null union select value from corrections where column_name = 'prenom') as prenoms,
  array(select email from addresses where email not in (select email from shared) order by 1) as emails,
  array(
    select clients.telephone where clients.telephone is not null
    union
    select value from corrections where column_name = 'telephone'
  ) as telephones,
  array(
    select clients.adresse where clients.adresse is not null
    union
    select value from corrections where column_name = 'adresse'
  ) as adresses
from etl.clients as clients
where clients.estate_id = :'estate' and clients.client_code = :'client_code'
