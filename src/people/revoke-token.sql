-- One row: the token revoked, and whether it still stood.
with standing as (
  select token_id, name, revoked_at is null as is_new
  from app.api_tokens
  where estate_id = :'estate'
    and token_id = :'token_id'::uuid
  for update
), revoked as (
  update app.api_tokens
  set revoked_at = :'now'::timestamptz
  from standing
  where api_tokens.estate_id = :'estate'
    and api_tokens.token_id = standing.token_id
    and standing.is_new
)
select name, is_new as "isNew"
from standing
