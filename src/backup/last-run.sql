-- One row, or none: the last run of the estate that went to its end.
select to_char(as_of_on, 'YYYY-MM-DD') as "asOf", code_version as "codeVersion"
from etl.runs
where estate_id = :'estate' and status = 'done'
order by started_at desc
limit 1
