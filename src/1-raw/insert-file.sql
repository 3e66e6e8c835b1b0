-- Records one received file, once: the same bytes in the same source and dataset are the same file.
insert into etl.files (
  estate_id, source, dataset, file_hash, original_name, archived_path, byte_count, exported_at, exported_at_origin,
  received_in_run_id
)
values (
  :'estate', :'source', :'dataset', :'file_hash', :'original_name', :'archived_path', :'byte_count'::bigint,
  :'exported_at'::timestamptz, :'exported_at_origin', :'run_id'::uuid
)
on conflict (estate_id, source, dataset, file_hash) do nothing
