-- Drops one correction of a wine.
delete from etl.overrides
where
  estate_id = :'estate'
  and subject = 'wine'
  and subject_key = :'wine_key'
  and column_name = :'column'
