-- One row: a received file in which somebody was forgotten; the hash it came with stays its name.
update etl.files
set rewritten_hash = :'rewritten_hash'
where estate_id = :'estate' and source = :'source' and dataset = :'dataset' and file_hash = :'file_hash'
