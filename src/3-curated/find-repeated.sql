-- One row: the newest earlier export that was staged word for word like this one, with what was made of it. Its account balances
-- to the rows staged here, and no row of it was refused for a day too far ahead: the only rule that looks at the day of export.
select
  curations.file_hash as "fileHash",
  curations.config_hash as "configHash",
  curations.curated_path as "curatedPath",
  curations.rejects_path as "rejectsPath",
  curations.rows_read as "rowsRead",
  curations.rows_kept as "rowsKept",
  curations.rows_rejected as "rowsRejected",
  curations.mt_ht_read as "mtHtRead",
  curations.mt_ht_kept as "mtHtKept",
  curations.mt_ht_rejected as "mtHtRejected",
  curations.first_day as "firstDay",
  curations.last_day as "lastDay",
  curations.warnings
from etl.stagings as stagings
inner join etl.files as files using (estate_id, source, dataset, file_hash)
inner join etl.curations as curations using (estate_id, source, dataset, file_hash)
where stagings.estate_id = :'estate'
  and stagings.source = :'source'
  and stagings.dataset = :'dataset'
  and stagings.content_hash = :'content_hash'
  and stagings.status = 'staged'
  and (files.exported_at, files.original_name collate "C", files.file_hash)
  < (:'exported_at'::timestamptz, :'original_name', :'file_hash')
  and curations.rows_read = :'rows_staged'
  and curations.rows_kept + curations.rows_rejected = curations.rows_read
  and curations.mt_ht_kept + curations.mt_ht_rejected = curations.mt_ht_read
  and not exists (
    select
    from etl.rejects as rejects
    where rejects.estate_id = stagings.estate_id
      and rejects.source = stagings.source
      and rejects.dataset = stagings.dataset
      and rejects.file_hash = stagings.file_hash
      and rejects.code = 'DAY_FUTURE'
  )
order by files.exported_at desc, files.original_name collate "C" desc, files.file_hash desc
limit 1
