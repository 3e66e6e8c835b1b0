-- No row: how many runs there are, so that they are joined by hashing.
analyze pg_temp.incoming_runs;
