-- One row per value whose correction a person takes back.
delete from etl.row_corrections as corrections
where corrections.estate_id = :'estate'
  and corrections.source = :'source'
  and corrections.dataset = :'dataset'
  and corrections.row_hash = :'row_hash'
