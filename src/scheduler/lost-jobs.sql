-- One row per job nobody may be carrying: it waits without a live entry at graphile-worker, or its worker was not seen for a while.
select jobs.estate_id as "estate", jobs.job_id as "jobId", jobs.state
from app.jobs as jobs
left join graphile_worker.jobs as carried on carried.key = jobs.job_id::text
where (
    jobs.state = 'waiting'
    and (
      carried.key is null
      or carried.attempts >= carried.max_attempts
      or carried.locked_at < :'seen_before'::timestamptz
    )
  )
  or (jobs.state = 'running' and jobs.seen_at < :'seen_before'::timestamptz)
order by jobs.requested_at
