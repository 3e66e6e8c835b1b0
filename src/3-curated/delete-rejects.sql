-- One row per reject of a file that is curated anew.
delete from etl.rejects as rejects
where rejects.estate_id = :'estate'
  and rejects.source = :'source'
  and rejects.dataset = :'dataset'
  and rejects.file_hash = :'file_hash'
