-- One row: who asked to cancel the job, if anybody; none when the job is no longer in these hands.
update app.jobs
set seen_at = :'now'::timestamptz, progress = coalesce(:'progress'::jsonb, progress)
where estate_id = :'estate_id'
  and job_id = :'job_id'::uuid
  and state = 'running'
  and attempt = :'attempt'::integer
returning cancel_asked_by as "cancelAskedBy"
