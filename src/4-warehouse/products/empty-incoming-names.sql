-- No row: the names of the file before are forgotten.
truncate pg_temp.incoming_names;
