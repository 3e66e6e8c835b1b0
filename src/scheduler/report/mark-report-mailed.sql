-- Marks a report as mailed, and to whom.
update app.reports
set mailed_at = :'now'::timestamptz, mailed_to = :'mailed_to'::text[]
where estate_id = :'estate_id' and report_id = :'report_id'::uuid
