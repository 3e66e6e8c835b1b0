-- One row: campaigns of an estate are approved one after the other until the transaction ends.
select pg_advisory_xact_lock(hashtextextended('cuvee:campaigns:' || :'estate_id', 0)) as estate_id
