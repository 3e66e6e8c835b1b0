-- One row: versions of a template are saved one after the other until the transaction ends.
select
  pg_advisory_xact_lock(
    hashtextextended('cuvee:template:' || :'estate_id' || ':' || :'kind' || ':' || :'language', 0)
  ) as estate_id
