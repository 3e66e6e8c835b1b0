-- Keeps a report; nothing when the run has one already.
insert into app.reports (estate_id, report_id, kind, run_id, content, written_at)
select :'estate_id', :'report_id'::uuid, 'week', :'run_id'::uuid, :'content'::jsonb, :'now'::timestamptz
where not exists (
  select from app.reports where estate_id = :'estate_id' and kind = 'week' and run_id = :'run_id'::uuid
)
