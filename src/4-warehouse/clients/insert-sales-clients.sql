-- One row per client whom only sales name, as first seen there; kept even when those sales vanish.
insert into etl.clients (
  estate_id, client_code, household_key, is_trade, is_till, origin, exported_at, file_hash, file_line
)
select distinct on (codes.client_code)
  :'estate', codes.client_code, codes.client_code, false, false, 'sales', files.exported_at, codes.file_hash, codes.file_line
from etl.client_source_codes as codes
inner join etl.files
  on
    files.estate_id = codes.estate_id
    and files.source = codes.source
    and files.file_hash = codes.file_hash
    and files.dataset in ('ventes_lignes', 'clients')
where
  codes.estate_id = :'estate'
  and not exists (
    select from etl.clients as known where known.estate_id = codes.estate_id and known.client_code = codes.client_code
  )
order by codes.client_code, files.exported_at, codes.file_hash, codes.file_line
on conflict do nothing;
