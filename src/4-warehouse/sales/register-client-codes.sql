-- One row per code the file wrote for a client, as first seen.
insert into etl.client_source_codes (estate_id, source, source_code, client_code, file_hash, file_line)
select :'estate', :'source', source_code, client_code, :'file_hash', file_line
from told_codes
order by source_code, client_code
on conflict (estate_id, source, source_code) do nothing;
