-- One row per job, the latest first; one job, one kind or one state where asked for.
select
  job_id as "jobId",
  kind,
  state,
  payload,
  requested_by as "requestedBy",
  slot_at as "slotAt",
  progress,
  result,
  error,
  cancel_asked_by as "cancelAskedBy",
  requested_at as "requestedAt",
  started_at as "startedAt",
  seen_at as "seenAt",
  ended_at as "endedAt"
from app.jobs
where estate_id = :'estate_id'
  and (:'job_id'::uuid is null or job_id = :'job_id'::uuid)
  and (:'kind'::text is null or kind = :'kind')
  and (:'state'::text is null or state = :'state')
order by requested_at desc, job_id desc
limit :'limit'::integer
