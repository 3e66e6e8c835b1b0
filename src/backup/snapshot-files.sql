-- One row per file the database of an estate names, relative to its folder: RAW, STAGING, CURATED and rejects.
select archived_path as path from etl.files where estate_id = :'estate'
union
select staging_path from etl.stagings where estate_id = :'estate' and staging_path is not null
union
select curated_path from etl.curations where estate_id = :'estate'
union
select rejects_path from etl.curations where estate_id = :'estate' and rejects_path is not null
order by path
