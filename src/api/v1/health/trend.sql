-- One row per day the data was audited, oldest first: the newest score of that day.
select * from (
  select distinct on (audits.as_of_on) audits.as_of_on as "asOf", audits.score::float8 as score
  from crm.data_audits as audits
  where audits.estate_id = :'estate'
  order by audits.as_of_on desc, audits.computed_at desc
  limit 104
) as newest
order by "asOf"
