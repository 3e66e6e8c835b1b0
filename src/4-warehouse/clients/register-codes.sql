-- One row per code the client file wrote, as first seen in a client file: there a code is declared, in sales it is only used.
with told as (
  select
    coalesce(source_client_code, client_code) as source_code,
    client_code,
    min(file_line) as file_line
  from incoming_clients
  group by coalesce(source_client_code, client_code), client_code
)
insert into etl.client_source_codes as known (estate_id, source, source_code, client_code, file_hash, file_line)
select :'estate', :'source', source_code, client_code, :'file_hash', file_line
from told
on conflict (estate_id, source, source_code) do update
set file_hash = excluded.file_hash, file_line = excluded.file_line
where
  not exists (
    select
    from etl.files
    where
      files.estate_id = known.estate_id
      and files.source = known.source
      and files.dataset = 'clients'
      and files.file_hash = known.file_hash
  );
