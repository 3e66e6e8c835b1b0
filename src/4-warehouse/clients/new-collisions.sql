-- One row per client whom one source writes under several codes, when this run met one of them for the first time; declared
-- when client files hold at least two of them, which may be two people, else sales only spell the code in several ways.
select
  codes.client_code as "clientCode",
  codes.source,
  array_agg(codes.source_code order by codes.source_code) as "sourceCodes",
  count(files.file_hash) > 1 as "isDeclared"
from etl.client_source_codes as codes
left join etl.files
  on
    files.estate_id = codes.estate_id
    and files.source = codes.source
    and files.dataset = 'clients'
    and files.file_hash = codes.file_hash
where codes.estate_id = :'estate'
group by codes.source, codes.client_code
having
  count(*) > 1
  and bool_or(codes.file_hash in (select file_hash from etl.loads where estate_id = :'estate' and run_id = :'run_id'::uuid))
order by codes.client_code, codes.source;
