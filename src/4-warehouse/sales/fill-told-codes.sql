-- One row per code that the documents of the file write for a client, those told again as they were left aside.
insert into told_codes (source_code, client_code, file_line, is_touched)
select coalesce(source_client_code, client_code), client_code, min(file_line), true
from incoming_lines
where client_code is not null and :'every_document'::boolean
group by coalesce(source_client_code, client_code), client_code
union all
select
  coalesce(lines.source_client_code, lines.client_code), lines.client_code, min(lines.file_line),
  bool_or(documents.verdict <> 'superseded')
from incoming_lines as lines
inner join incoming_documents as documents on documents.document_id = lines.document_id
where lines.client_code is not null and documents.verdict <> 'unchanged' and not :'every_document'::boolean
group by coalesce(lines.source_client_code, lines.client_code), lines.client_code;
