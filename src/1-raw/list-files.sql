-- One row per received file of an estate, in the order they were exported.
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
order by source, dataset, exported_at, file_hash
