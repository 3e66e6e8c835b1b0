-- One row: the staging file of an export, and whether the row on one of its lines was refused.
select
  stagings.staging_path as "stagingPath",
  exists (
    select
    from etl.rejects as rejects
    where rejects.estate_id = stagings.estate_id
      and rejects.source = stagings.source
      and rejects.dataset = stagings.dataset
      and rejects.file_hash = stagings.file_hash
      and rejects.file_line = :'file_line'::bigint
  ) as "isRefused"
from etl.stagings as stagings
where stagings.estate_id = :'estate'
  and stagings.source = :'source'
  and stagings.dataset = :'dataset'
  and stagings.file_hash = :'file_hash'
  and stagings.status = 'staged'
