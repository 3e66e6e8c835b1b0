-- No row: those of the file before are forgotten.
truncate pg_temp.absent_documents;
