-- One row per client whose words begin like what was typed.
select found as code
from etl.find_clients(:'estate', :'q', 300) as found
where :'estate' <> '' and exists (select from crm.customer_360 where estate_id = :'estate')
