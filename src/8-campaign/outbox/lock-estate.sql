-- One row: letters of an estate are claimed by one sender after the other until the transaction ends, so that limits are counted whole.
select pg_advisory_xact_lock(hashtextextended('cuvee:claims:' || :'estate_id', 0)) as estate_id
