-- One row per page that is not there yet, or not any more.
insert into crm.customer_360
select upcoming.*
from next_customer_360 as upcoming
where upcoming.estate_id = :'estate_id'
on conflict (estate_id, client_code) do nothing
