-- One row per item a decision was the last word on: it waits to be decided again.
delete from crm.approval_items as items
where items.estate_id = :'estate_id' and items.approval_id = :'approval_id'::uuid
