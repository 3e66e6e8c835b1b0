-- One row: the job with its state after the cancellation was asked for; none when there was nothing left to cancel.
update app.jobs
set cancel_asked_by = coalesce(cancel_asked_by, :'by'),
    state = case state when 'waiting' then 'cancelled' else state end,
    ended_at = case state when 'waiting' then :'now'::timestamptz else ended_at end
where estate_id = :'estate_id' and job_id = :'job_id'::uuid and state in ('waiting', 'running')
returning kind, state
