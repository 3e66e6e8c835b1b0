-- One row: the audit of a computation, in the place of an earlier one.
insert into crm.audits (
  estate_id, inputs_hash, rules_hash, policy, minimum_share, is_open, client_count, eligible_count, error_count,
  warning_count, summary, run_id
)
values (
  :'estate_id', :'inputs_hash', :'rules_hash', :'policy', :'minimum_share', :'is_open', :'client_count',
  :'eligible_count', :'error_count', :'warning_count', :'summary'::jsonb, :'run_id'
)
on conflict (estate_id, inputs_hash) do update
  set
    rules_hash = excluded.rules_hash,
    policy = excluded.policy,
    minimum_share = excluded.minimum_share,
    is_open = excluded.is_open,
    client_count = excluded.client_count,
    eligible_count = excluded.eligible_count,
    error_count = excluded.error_count,
    warning_count = excluded.warning_count,
    summary = excluded.summary,
    run_id = excluded.run_id,
    computed_at = now()
