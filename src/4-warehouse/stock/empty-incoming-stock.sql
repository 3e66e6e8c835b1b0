-- No row: the lines of the file before are forgotten.
truncate pg_temp.incoming_stock;
