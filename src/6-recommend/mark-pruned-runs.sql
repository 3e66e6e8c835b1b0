-- Touches each computation that is neither current nor recent: with its details gone it can only be made again.
update crm.recommendation_runs as runs
set summary = runs.summary || jsonb_build_object('prunedOn', :'as_of'::date)
where
  runs.estate_id = :'estate_id'
  and not runs.is_current
  and runs.as_of_on < :'as_of'::date - :'keep_days'::integer
  and not runs.summary ? 'prunedOn'
