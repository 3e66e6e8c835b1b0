-- Drops one correction.
delete from etl.overrides
where
  estate_id = :'estate'
  and subject = 'client'
  and subject_key = :'client_code'
  and column_name = :'column'
