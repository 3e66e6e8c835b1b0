-- One row: the job just asked for; none when the week has asked for this moment already, or the same work is still waiting.
insert into app.jobs (estate_id, job_id, kind, state, payload, requested_by, slot_at, requested_at)
select
  :'estate_id', :'job_id'::uuid, :'kind', 'waiting', :'payload'::jsonb, :'requested_by', :'slot_at'::timestamptz,
  :'requested_at'::timestamptz
where not exists (
  select
  from app.jobs
  where estate_id = :'estate_id'
    and :'slot_at'::timestamptz is null
    and kind = :'kind'
    and state = 'waiting'
    and payload = :'payload'::jsonb
)
on conflict (estate_id, kind, slot_at) where slot_at is not null do nothing
returning job_id
