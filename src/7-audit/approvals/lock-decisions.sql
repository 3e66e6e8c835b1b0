-- One row: decisions of an estate are taken one after the other until the transaction ends.
select pg_advisory_xact_lock(hashtextextended('cuvee:decisions:' || :'estate_id', 0)) as estate_id
