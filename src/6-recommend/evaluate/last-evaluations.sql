-- One row per evaluation kept, newest first; the report itself only of the newest.
select
  evaluations.inputs_hash as "inputsHash",
  evaluations.as_of_on as "asOf",
  evaluations.computed_at as "computedAt",
  evaluations.report ->> 'status' as status,
  jsonb_path_query_first(evaluations.report, '$.methods[*] ? (@.name == "owner").hit3') as hit3,
  case when row_number() over newest = 1 then evaluations.report end as report
from crm.evaluations as evaluations
where evaluations.estate_id = :'estate_id'
window newest as (order by evaluations.computed_at desc, evaluations.inputs_hash)
order by evaluations.computed_at desc, evaluations.inputs_hash
limit :'limit'::integer
