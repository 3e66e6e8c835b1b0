-- One row per page that is not there yet, or not any more.
insert into crm.customer_360
select upcoming.*
from next_customer_360 as upcoming
where
  upcoming.estate_id = :'estate_id'
  and not exists (
    select from crm.customer_360 as known
    where known.estate_id = upcoming.estate_id and known.client_code = upcoming.client_code
  )
