-- One row: the received file that holds these very bytes, if there is one.
select source,
       dataset,
       file_hash as "fileHash",
       original_name as "originalName",
       archived_path as "archivedPath",
       byte_count as "byteCount",
       exported_at as "exportedAt",
       received_in_run_id as "receivedInRunId",
       coalesce(rewritten_hash, file_hash) as "lyingHash"
from etl.files
where estate_id = :'estate'
  and source = :'source'
  and dataset = :'dataset'
  and file_hash = :'file_hash'
