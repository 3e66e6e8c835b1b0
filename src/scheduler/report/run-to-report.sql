-- One row: the run a report is about, the latest that ended, with its report, if it was written, and whether it was mailed.
select
  runs.run_id as "runId",
  runs.as_of_on as "asOf",
  runs.status,
  runs.report,
  runs.error,
  reports.report_id as "reportId",
  reports.content as written,
  reports.mailed_at is not null as "isMailed"
from etl.runs as runs
left join app.reports as reports
  on reports.estate_id = runs.estate_id and reports.run_id = runs.run_id and reports.kind = 'week'
where runs.estate_id = :'estate_id' and runs.status <> 'running'
order by runs.started_at desc, runs.run_id desc
limit 1
