-- One row per code the file wrote for a client, as first seen.
insert into etl.client_source_codes (estate_id, source, source_code, client_code, file_hash, file_line)
select :'estate', :'source', coalesce(source_client_code, client_code), client_code, :'file_hash', min(file_line)
from incoming_clients
group by coalesce(source_client_code, client_code), client_code
on conflict (estate_id, source, source_code) do nothing;
