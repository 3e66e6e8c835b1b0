-- One row: the inbox of this estate is ours until the transaction ends; a second reader waits, then finds it read.
select pg_advisory_xact_lock(hashtextextended('cuvee inbox of estate_id ' || :'estate', 0))::text as locked
