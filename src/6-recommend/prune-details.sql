-- Deletes the details of computations that are neither current nor recent; those of households held out stay as long as
-- outcomes may still be measured by them.
delete from crm.recommendation_details as details
using crm.recommendation_runs as runs
where
  details.estate_id = :'estate_id'
  and runs.estate_id = details.estate_id
  and runs.inputs_hash = details.inputs_hash
  and not runs.is_current
  and runs.as_of_on < :'as_of'::date - :'keep_days'::integer
  and (not details.is_holdout or runs.as_of_on < :'as_of'::date - :'holdout_days'::integer)
