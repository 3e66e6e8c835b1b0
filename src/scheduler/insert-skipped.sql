-- One row: a slot of the week that nobody ran in time; none when the slot has its job already.
insert into app.jobs (estate_id, job_id, kind, state, requested_by, slot_at, requested_at, ended_at, error)
values (
  :'estate_id', :'job_id'::uuid, :'kind', 'skipped', 'cuvee', :'slot_at'::timestamptz, :'now'::timestamptz,
  :'now'::timestamptz, :'error'::jsonb
)
on conflict (estate_id, kind, slot_at) where slot_at is not null do nothing
returning job_id
