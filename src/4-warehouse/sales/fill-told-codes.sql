-- One row per code that the documents of the file write for a client, those told again as they were left aside.
insert into told_codes (source_code, client_code, file_line, is_touched)
select
  coalesce(runs.source_client_code, runs.client_code), runs.client_code, min(runs.first_line),
  bool_or(documents.verdict <> 'superseded')
from incoming_runs as runs
inner join incoming_documents as documents on documents.document_id = runs.document_id
where runs.client_code is not null and documents.verdict <> 'unchanged'
group by coalesce(runs.source_client_code, runs.client_code), runs.client_code;
