-- Writes one row: a computation of recommendations, not yet the current one. It may be there already, its details let go.
insert into crm.recommendation_runs (
  estate_id, inputs_hash, run_id, report, as_of_on, is_current, client_count, recommendation_count, summary
)
values (
  :'estate_id', :'inputs_hash', :'run_id'::uuid, '{}', :'as_of'::date, false, :'client_count', :'recommendation_count', :'summary'::jsonb
)
on conflict (estate_id, inputs_hash) do update
set
  run_id = excluded.run_id,
  report = excluded.report,
  client_count = excluded.client_count,
  recommendation_count = excluded.recommendation_count,
  summary = excluded.summary
