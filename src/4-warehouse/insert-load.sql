-- One row per file taken into the warehouse, with what it changed.
insert into etl.loads (
  estate_id, source, dataset, file_hash, config_hash, run_id, rows_loaded, rows_changed,
  documents_new, documents_changed, documents_unchanged, documents_vanished, rows_superseded
)
values (
  :'estate', :'source', :'dataset', :'file_hash', :'config_hash', :'run_id'::uuid, :'rows_loaded', :'rows_changed',
  :'documents_new', :'documents_changed', :'documents_unchanged', :'documents_vanished', :'rows_superseded'
)
on conflict (estate_id, source, dataset, file_hash) do update
set config_hash = excluded.config_hash,
    run_id = excluded.run_id,
    rows_loaded = excluded.rows_loaded,
    rows_changed = excluded.rows_changed,
    documents_new = excluded.documents_new,
    documents_changed = excluded.documents_changed,
    documents_unchanged = excluded.documents_unchanged,
    documents_vanished = excluded.documents_vanished,
    rows_superseded = excluded.rows_superseded,
    loaded_at = now();
