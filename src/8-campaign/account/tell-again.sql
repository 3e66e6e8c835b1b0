-- The refused addresses of an estate, to be told (again) to the account that serves it from now on.
update crm.brevo_blocks as blocks
set state = 'waiting', attempts = 0, last_code = null, next_try_at = :'now'::timestamptz
where blocks.estate_id = :'estate_id'
