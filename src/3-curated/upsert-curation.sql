-- One row: the account of a file, what it covers, and where its curated rows and its rejects lie.
insert into etl.curations (
  estate_id, source, dataset, file_hash, config_hash, curated_path, rejects_path, rows_read, rows_kept, rows_rejected,
  mt_ht_read, mt_ht_kept, mt_ht_rejected, first_day, last_day, warnings, repeats_hash,
  names, run_id
)
values (
  :'estate', :'source', :'dataset', :'file_hash', :'config_hash', :'curated_path', :'rejects_path', :'rows_read', :'rows_kept',
  :'rows_rejected', :'mt_ht_read', :'mt_ht_kept', :'mt_ht_rejected', :'first_day', :'last_day', :'warnings'::jsonb,
  :'repeats_hash', :'names'::jsonb, :'run_id'
)
on conflict (estate_id, source, dataset, file_hash) do update
set config_hash = excluded.config_hash,
    curated_path = excluded.curated_path,
    rejects_path = excluded.rejects_path,
    rows_read = excluded.rows_read,
    rows_kept = excluded.rows_kept,
    rows_rejected = excluded.rows_rejected,
    mt_ht_read = excluded.mt_ht_read,
    mt_ht_kept = excluded.mt_ht_kept,
    mt_ht_rejected = excluded.mt_ht_rejected,
    first_day = excluded.first_day,
    last_day = excluded.last_day,
    warnings = excluded.warnings,
    repeats_hash = excluded.repeats_hash,
    names = excluded.names,
    run_id = excluded.run_id,
    curated_at = now()
