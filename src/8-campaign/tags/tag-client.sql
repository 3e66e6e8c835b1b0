-- One row: whether the client is known, and whether the tag is new to them.
with client as (
  select clients.estate_id, clients.client_code
  from etl.clients as clients
  where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
),
tagged as (
  insert into crm.client_tags (estate_id, client_code, tag, author, tagged_at)
  select client.estate_id, client.client_code, :'tag', :'author', :'tagged_at'::timestamptz
  from client
  on conflict (estate_id, client_code, tag) do nothing
  returning tag
)
select exists (select from client) as "isKnown", exists (select from tagged) as "isNew"
