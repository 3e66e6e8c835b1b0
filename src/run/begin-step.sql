-- Opens one step of a run; a step taken up after a kill keeps the instant it first began.
insert into etl.run_steps (estate_id, run_id, step, room, position, status, started_at)
values (
  :'estate', :'run_id'::uuid, :'step', :'room', :'position'::integer, 'running', :'started_at'::timestamptz
)
on conflict (estate_id, run_id, step) do update set status = 'running', error = null
