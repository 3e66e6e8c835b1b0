-- One row: how a file was read and where its staging file lies, or why it stopped.
insert into etl.stagings (
  estate_id, source, dataset, file_hash, profile_hash, status, staging_path, reading, rows_read, content_hash, stop_code,
  stop_sentence, run_id
)
values (
  :'estate', :'source', :'dataset', :'file_hash', :'profile_hash', :'status', :'staging_path', :'reading', :'rows_read',
  :'content_hash', :'stop_code', :'stop_sentence', :'run_id'
)
on conflict (estate_id, source, dataset, file_hash) do update
set profile_hash = excluded.profile_hash,
    status = excluded.status,
    staging_path = excluded.staging_path,
    reading = excluded.reading,
    rows_read = excluded.rows_read,
    content_hash = excluded.content_hash,
    stop_code = excluded.stop_code,
    stop_sentence = excluded.stop_sentence,
    run_id = excluded.run_id,
    staged_at = now()
