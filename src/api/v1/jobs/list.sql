-- One row per job of the estate.
select
  job_id::text as "jobId",
  kind,
  state,
  requested_by as "requestedBy",
  progress,
  result,
  error,
  cancel_asked_by as "cancelAskedBy",
  slot_at as "slotAt",
  requested_at as "requestedAt",
  started_at as "startedAt",
  ended_at as "endedAt",
  greatest(requested_at, started_at, seen_at, ended_at) as moved_at
from app.jobs
where estate_id = :'estate'
