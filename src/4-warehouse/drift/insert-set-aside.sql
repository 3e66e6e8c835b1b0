-- One row: the export that gave way.
insert into etl.set_aside (estate_id, source, dataset, file_hash, replaced_by, run_id)
values (:'estate', :'source', :'dataset', :'file_hash', :'replaced_by', :'run_id'::uuid)
on conflict do nothing;
