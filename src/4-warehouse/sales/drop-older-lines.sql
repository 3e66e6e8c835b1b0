-- No row: the lines of the file before are forgotten.
drop table pg_temp.older_lines;
