-- One row per client whose documents the file changes.
insert into touched_clients (client_code)
select distinct client_code
from incoming_lines
where
  client_code is not null
  and (
    :'every_document'::boolean
    or document_id in (select document_id from incoming_documents where verdict in ('new', 'changed', 'returned'))
  )
on conflict do nothing;
