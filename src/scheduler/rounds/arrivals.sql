-- One row: the newest file a person or a machine handed in that no run has read yet, whether an export of this week was
-- read already, and when the latest run was begun or asked for.
with unread as (
  select max(files.received_at) as arrived_at
  from etl.files as files
  left join etl.stagings as stagings
    on stagings.estate_id = files.estate_id
    and stagings.source = files.source
    and stagings.dataset = files.dataset
    and stagings.file_hash = files.file_hash
  where files.estate_id = :'estate_id' and stagings.file_hash is null
),
read_this_week as (
  select
  from etl.files as files
  inner join etl.stagings as stagings
    on stagings.estate_id = files.estate_id
    and stagings.source = files.source
    and stagings.dataset = files.dataset
    and stagings.file_hash = files.file_hash
  where files.estate_id = :'estate_id' and files.received_at >= :'week_began_at'::timestamptz
)
select
  unread.arrived_at as "arrivedAt",
  exists (select from read_this_week) as "isReadThisWeek",
  greatest(
    (select max(started_at) from etl.runs where estate_id = :'estate_id'),
    (select max(requested_at) from app.jobs where estate_id = :'estate_id' and kind = 'run')
  ) as "lastRunAt"
from unread
