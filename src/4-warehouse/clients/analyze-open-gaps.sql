-- No row: how many gaps there are, so that few are looked up line by line and many in one pass.
analyze pg_temp.open_gaps;
