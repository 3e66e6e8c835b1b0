-- The addresses told to Brevo that it does not list as blocked any more (its hashes are given): to be told again.
update crm.brevo_blocks as blocks
set state = 'waiting', next_try_at = :'now'::timestamptz
where blocks.estate_id = :'estate' and blocks.state = 'told' and not blocks.email_hash = any(:'listed'::text[])
