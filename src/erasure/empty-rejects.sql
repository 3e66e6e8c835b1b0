-- One row per refused value of the lines given: why stays, the words do not.
update etl.rejects
set raw_value = '', sentence_fr = 'Ligne d''une personne effacée.'
where
  estate_id = :'estate'
  and source = :'source'
  and dataset = :'dataset'
  and file_hash = :'file_hash'
  and file_line = any(:'lines'::bigint[])
