-- One row per page of a client who is no longer there.
delete from crm.customer_360 as known
where
  known.estate_id = :'estate_id'
  and not exists (
    select from next_customer_360 as upcoming
    where upcoming.estate_id = known.estate_id and upcoming.client_code = known.client_code
  )
