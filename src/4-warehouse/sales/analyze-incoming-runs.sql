-- No row: how many documents there are, so that runs are joined by hashing.
analyze pg_temp.incoming_runs (document_id);
