-- One row: a number made of what is known of the client and of what people corrected.
select ('x' || left(md5(clients::text || coalesce(corrections.words, '')), 12))::bit(48)::bigint as version
from etl.clients as clients
left join lateral (
  select string_agg(overrides::text, '|' order by overrides.column_name) as words
  from etl.overrides as overrides
  where
    overrides.estate_id = clients.estate_id
    and overrides.subject = 'client'
    and overrides.subject_key = clients.client_code
) as corrections on true
where clients.estate_id = :'estate' and clients.client_code = :'client_code'
