-- No row: those of the file before are forgotten.
truncate pg_temp.untold_documents;
