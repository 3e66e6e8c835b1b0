-- Counts one failure, unless the wait after the last one is not over yet: then no row is touched.
insert into app.sign_in_attempts as attempts (estate_id, attempt_key, failures, last_failure_at)
values (:'estate', :'attempt_key', 1, :'now'::timestamptz)
on conflict (estate_id, attempt_key) do update
set
  failures = case when attempts.last_failure_at < :'forgotten_before'::timestamptz then 1 else attempts.failures + 1 end,
  last_failure_at = :'now'::timestamptz
where attempts.failures < :'free'::integer
  or attempts.last_failure_at + make_interval(
    secs => least(power(2, least(attempts.failures - :'free'::integer, 30)), :'longest_wait'::integer)
  ) <= :'now'::timestamptz
