-- One row: what is the same for every client of an audit.
select
  exists (
    select from etl.stock as stock where stock.estate_id = :'estate_id' and stock.date_snapshot <= :'as_of'::date
  ) as is_stock_known,
  (
    select max((files.exported_at at time zone :'timezone')::date)
    from etl.files as files
    inner join etl.loads as loads
      on loads.estate_id = files.estate_id
      and loads.source = files.source
      and loads.dataset = files.dataset
      and loads.file_hash = files.file_hash
    where
      files.estate_id = :'estate_id'
      and files.dataset = 'ventes_lignes'
      and (files.exported_at at time zone :'timezone')::date <= :'as_of'::date
  ) as last_import_on
