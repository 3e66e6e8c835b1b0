-- One row per token of an estate.
select
  token_id as "tokenId",
  name,
  created_by as "createdBy",
  scopes,
  created_at as "createdAt",
  last_used_at as "lastUsedAt",
  expires_at as "expiresAt",
  revoked_at as "revokedAt"
from app.api_tokens
where estate_id = :'estate'
order by created_at desc, token_id desc
