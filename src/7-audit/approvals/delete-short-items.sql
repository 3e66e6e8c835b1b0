-- One row per earlier approval that ends: the bottles it promised are gone, sold or promised to others, so that it waits again.
delete from crm.approval_items as items
using deciding
where
  items.estate_id = :'estate_id'
  and items.client_code = deciding.client_code
  and items.content_hash = deciding.content_hash
  and items.decision = 'approved'
  and deciding.left_out = 'no_bottles'
