-- One row per reason of refusal: how many subjects, known only by their hash, and since when.
select
  suppressions.reason,
  count(distinct suppressions.subject_hash)::integer as subjects,
  min(suppressions.since_on) as since
from etl.suppressions as suppressions
where suppressions.estate_id = :'estate'
group by suppressions.reason
order by count(*) desc, suppressions.reason
