-- One row: how many clients have a list that nobody has decided on.
select count(distinct listed.client_code)::int as clients
from crm.recommendations as listed
where listed.estate_id = :'estate'
  and not exists (
    select
    from crm.approval_items as approval_items
    where approval_items.estate_id = listed.estate_id
      and approval_items.client_code = listed.client_code
      and approval_items.inputs_hash = listed.inputs_hash
  )
