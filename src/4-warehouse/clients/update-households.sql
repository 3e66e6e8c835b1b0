-- One row per client whose household is another than the warehouse says; a client who shares nothing is a household alone.
with shared as (
  select "clientCode" as client_code, "householdKey" as household_key
  from jsonb_to_recordset(:'rows'::jsonb) as rows ("clientCode" text, "householdKey" text)
),
settled as (
  select clients.client_code, coalesce(shared.household_key, clients.client_code) as household_key
  from etl.clients
  left join shared on shared.client_code = clients.client_code
  where clients.estate_id = :'estate'
)
update etl.clients as known
set household_key = settled.household_key
from settled
where
  known.estate_id = :'estate'
  and known.client_code = settled.client_code
  and known.household_key <> settled.household_key;
