-- Opens one run.
insert into etl.runs (estate_id, run_id, as_of_on, status, config_hash, code_version, started_at)
values (
  :'estate', :'run_id'::uuid, :'as_of'::date, 'running', :'config_hash', :'code_version', :'started_at'::timestamptz
)
