-- One row: the job in this worker's hands; none when it has ended, or was cancelled while it waited.
update app.jobs
set state = 'running',
    attempt = attempt + 1,
    deaths = deaths + case state when 'running' then 1 else 0 end,
    started_at = coalesce(started_at, :'now'::timestamptz),
    seen_at = :'now'::timestamptz
where estate_id = :'estate_id' and job_id = :'job_id'::uuid and state in ('waiting', 'running')
returning kind, payload, requested_by as "requestedBy", slot_at as "slotAt", attempt, deaths
