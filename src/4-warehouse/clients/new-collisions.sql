-- One row per client whom one source writes under several codes, when this run met one of them for the first time.
select
  codes.client_code as "clientCode",
  codes.source,
  array_agg(codes.source_code order by codes.source_code) as "sourceCodes"
from etl.client_source_codes as codes
where codes.estate_id = :'estate'
group by codes.source, codes.client_code
having
  count(*) > 1
  and bool_or(codes.file_hash in (select file_hash from etl.loads where estate_id = :'estate' and run_id = :'run_id'::uuid))
order by codes.client_code, codes.source;
