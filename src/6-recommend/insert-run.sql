-- Adds one row: a computation of recommendations, not yet the current one.
insert into crm.recommendation_runs (
  estate_id, inputs_hash, run_id, report, as_of_on, is_current, client_count, recommendation_count, summary
)
values (
  :'estate_id', :'inputs_hash', :'run_id'::uuid, '{}', :'as_of'::date, false, :'client_count', :'recommendation_count', :'summary'::jsonb
)
