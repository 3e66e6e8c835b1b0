-- One row: whether the actions of a client are in our hands until the transaction ends. Takes an estate_id.
select pg_try_advisory_xact_lock(
  hashtextextended('automation:' || :'estate_id' || ':' || :'client_code', 0)
) as is_mine
