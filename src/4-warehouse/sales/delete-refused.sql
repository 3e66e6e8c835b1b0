-- No row: of the documents thought absent, those of which the file tells a line that was refused.
delete from pg_temp.absent_documents
where document_id = any(:'document_ids'::text[]);
