-- No row: the documents of the file before are forgotten.
truncate pg_temp.incoming_documents;
