-- One row: how long something that failed must still wait, in whole seconds.
select ceil(extract(epoch from
  last_failure_at + make_interval(
    secs => least(power(2, least(failures - :'free'::integer, 30)), :'longest_wait'::integer)
  ) - :'now'::timestamptz
))::integer as seconds
from app.sign_in_attempts
where estate_id = :'estate'
  and attempt_key = :'attempt_key'
