-- Deletes the refusals of computations that are neither current nor recent.
delete from crm.recommendation_refusals as refusals
using crm.recommendation_runs as runs
where
  refusals.estate_id = :'estate_id'
  and runs.estate_id = refusals.estate_id
  and runs.inputs_hash = refusals.inputs_hash
  and not runs.is_current
  and runs.as_of_on < :'as_of'::date - :'keep_days'::integer
