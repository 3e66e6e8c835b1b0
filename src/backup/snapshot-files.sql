-- One row per file the database of an estate names, relative to its folder: RAW, STAGING, CURATED and rejects; RAW with the hash of
-- its bytes. Databases older than erasure, backed up before an upgrade, know no rewritten_hash.
select archived_path as path, coalesce(to_jsonb(files) ->> 'rewritten_hash', file_hash) as sha256
from etl.files
where estate_id = :'estate'
union
select staging_path, null from etl.stagings where estate_id = :'estate' and staging_path is not null
union
select curated_path, null from etl.curations where estate_id = :'estate'
union
select rejects_path, null from etl.curations where estate_id = :'estate' and rejects_path is not null
order by path
