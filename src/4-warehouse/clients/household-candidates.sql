-- One row per client who shares an e-mail, or a name and address, with another. Till clients live nowhere.
with addresses as (
  select
    client_code,
    email,
    case
      when nom is not null and adresse is not null and code_postal is not null
        then
          regexp_replace(upper(nom), '[^[:alnum:]]+', ' ', 'g')
          || '|' || regexp_replace(upper(adresse), '[^[:alnum:]]+', ' ', 'g')
          || '|' || code_postal
    end as address
  from etl.clients
  where estate_id = :'estate' and not is_till
),
counted as (
  select
    addresses.*,
    email is not null and count(*) over (partition by email) > 1 as shares_email,
    address is not null and count(*) over (partition by address) > 1 as shares_address
  from addresses
)
select
  client_code as "clientCode",
  case when shares_email then email end as email,
  case when shares_address then address end as address
from counted
where shares_email or shares_address
order by client_code;
