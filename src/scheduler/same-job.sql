-- One row: the job that already stands for what is asked: the one of the slot, or the same work still waiting.
select job_id
from app.jobs
where estate_id = :'estate_id'
  and kind = :'kind'
  and (
    slot_at = :'slot_at'::timestamptz
    or (:'slot_at'::timestamptz is null and state = 'waiting' and payload = :'payload'::jsonb)
  )
order by requested_at desc
limit 1
