-- A job put back until later, with why; nothing when another attempt holds it now.
update app.jobs
set state = 'waiting', progress = coalesce(:'progress'::jsonb, progress), seen_at = :'now'::timestamptz
where estate_id = :'estate_id'
  and job_id = :'job_id'::uuid
  and state = 'running'
  and attempt = :'attempt'::integer
