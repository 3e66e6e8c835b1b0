-- Makes one token.
insert into app.api_tokens (estate_id, token_id, token_hash, name, scopes, created_by, created_at, expires_at)
values (
  :'estate', :'token_id'::uuid, :'token_hash', :'name', :'scopes'::text[], :'created_by',
  :'now'::timestamptz, :'expires_at'::timestamptz
)
