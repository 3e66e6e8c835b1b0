-- One row per page that would read otherwise today: it makes room for its new version. Equal pages are not touched.
delete from crm.customer_360 as known
using next_customer_360 as upcoming
where
  known.estate_id = :'estate_id'
  and upcoming.estate_id = known.estate_id
  and upcoming.client_code = known.client_code
  and upcoming is distinct from known
