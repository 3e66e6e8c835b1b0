-- The last word on a job, from the hands that hold it; nothing when another attempt holds it now.
update app.jobs
set state = :'state',
    result = :'result'::jsonb,
    error = :'error'::jsonb,
    seen_at = :'now'::timestamptz,
    ended_at = :'now'::timestamptz
where estate_id = :'estate_id'
  and job_id = :'job_id'::uuid
  and state = 'running'
  and attempt = :'attempt'::integer
