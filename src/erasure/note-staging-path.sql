-- One row: where a staging file lies after it was rewritten.
update etl.stagings
set staging_path = :'path'
where estate_id = :'estate' and source = :'source' and dataset = :'dataset' and file_hash = :'file_hash'
