-- One row: standing campaigns of an estate are in our hands until the transaction ends. Takes an estate_id.
select pg_advisory_xact_lock(hashtextextended('standing-campaigns:' || :'estate_id', 0))
