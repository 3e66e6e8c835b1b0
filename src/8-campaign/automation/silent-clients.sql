-- One row per client whose last order is of some days.
select pages.client_code, pages.last_order_on
from crm.customer_360 as pages
where
  pages.estate_id = :'estate_id'
  and not pages.is_till
  and pages.last_order_on between :'since'::date and :'until'::date
order by pages.client_code
