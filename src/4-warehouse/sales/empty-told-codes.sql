-- No row: the codes of the file before are forgotten.
truncate pg_temp.told_codes;
