-- One row per file taken into the warehouse, with what it changed.
insert into etl.loads (
  estate_id, source, dataset, file_hash, run_id, rows_loaded, rows_changed,
  documents_new, documents_changed, documents_unchanged, documents_vanished, rows_superseded
)
values (
  :'estate', :'source', :'dataset', :'file_hash', :'run_id'::uuid, :'rows_loaded', :'rows_changed',
  :'documents_new', :'documents_changed', :'documents_unchanged', :'documents_vanished', :'rows_superseded'
);
