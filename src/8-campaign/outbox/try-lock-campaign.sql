-- One row: whether nobody is pausing or stopping the campaign at this moment; if so, nobody can until the transaction ends.
select
  pg_try_advisory_xact_lock_shared(
    hashtextextended('cuvee:campaign:' || :'estate_id' || ':' || :'campaign_id', 0)
  ) as is_ours
