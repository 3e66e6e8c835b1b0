-- Notes that one token was used.
update app.api_tokens
set last_used_at = :'now'::timestamptz
where estate_id = :'estate'
  and token_id = :'token_id'::uuid
