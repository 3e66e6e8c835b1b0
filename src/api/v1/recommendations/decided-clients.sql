-- One row per client about whose wines a person decided so.
select distinct items.client_code as code
from crm.approval_items as items
where items.estate_id = :'estate' and items.decision = :'decision'
limit :'most'::integer
