-- One row per job that moved since an instant, or is under way.
select job_id as "jobId"
from app.jobs
where estate_id = :'estate_id'
  and (state = 'running' or greatest(requested_at, started_at, seen_at, ended_at) >= :'since'::timestamptz)
order by requested_at, job_id
