-- No row: the runs of the file before are forgotten.
truncate pg_temp.incoming_runs;
