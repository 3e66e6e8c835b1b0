-- One row: a tag that goes.
delete from crm.client_tags
where estate_id = :'estate_id' and client_code = :'client_code' and tag = :'tag'
