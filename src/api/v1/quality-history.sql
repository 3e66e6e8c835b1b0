-- One row per audit of lists, the newest of each day, oldest first: at most the last two years of weeks.
select * from (
  select distinct on (runs.as_of_on)
    runs.as_of_on as "asOf",
    audits.client_count as clients,
    audits.eligible_count as eligible,
    audits.error_count as errors,
    audits.warning_count as warnings,
    audits.is_open as "isOpen"
  from crm.audits as audits
  inner join crm.recommendation_runs as runs
    on runs.estate_id = audits.estate_id and runs.inputs_hash = audits.inputs_hash
  where audits.estate_id = :'estate'
  order by runs.as_of_on desc, audits.computed_at desc
  limit 104
) as newest
order by "asOf"
