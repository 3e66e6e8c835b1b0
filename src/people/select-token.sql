-- One row: a token that stands; none when it was revoked or has run out.
select token_id as "tokenId", name, created_by as "createdBy", scopes, last_used_at as "lastUsedAt"
from app.api_tokens
where estate_id = :'estate'
  and token_hash = :'token_hash'
  and revoked_at is null
  and (expires_at is null or expires_at > :'now'::timestamptz)
