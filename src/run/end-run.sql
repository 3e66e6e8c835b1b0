-- Closes one run; the dataset version is the hash over the hashes of all files the warehouse stands on.
with loaded_files as (
  select string_agg(file_hash, ' ' order by source, dataset, file_hash) as hashes
  from etl.loads
  where estate_id = :'estate'
)
update etl.runs
set status = :'status',
    report = :'report'::jsonb,
    error = :'error'::jsonb,
    dataset_version = encode(sha256(convert_to(coalesce(loaded_files.hashes, ''), 'UTF8')), 'hex'),
    ended_at = :'ended_at'::timestamptz
from loaded_files
where runs.estate_id = :'estate' and runs.run_id = :'run_id'::uuid
