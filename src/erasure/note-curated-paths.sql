-- One row: where the curated files lie after they were rewritten, and the warnings without the words of who was forgotten.
update etl.curations
set curated_path = :'curated_path', rejects_path = :'rejects_path', warnings = :'warnings'::jsonb
where estate_id = :'estate' and source = :'source' and dataset = :'dataset' and file_hash = :'file_hash'
