-- One row, or none: the newest report of the week.
select
  reports.report_id::text as "reportId",
  reports.content,
  reports.mailed_to as "mailedTo",
  reports.written_at as "writtenAt",
  reports.mailed_at as "mailedAt"
from app.reports as reports
where reports.estate_id = :'estate' and reports.kind = 'week'
order by reports.written_at desc, reports.report_id desc
limit 1
