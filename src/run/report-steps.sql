-- One row per step of one run, in the order of the journey. The counts of the file steps are read from their ledgers,
-- so that a step killed half way and taken up counts every file of the run.
with received as (
  select count(*) as files
  from etl.files
  where estate_id = :'estate' and received_in_run_id = :'run_id'::uuid
),
staged as (
  select coalesce(sum(rows_read), 0)::bigint as rows_read
  from etl.stagings
  where estate_id = :'estate' and run_id = :'run_id'::uuid
),
curated as (
  select
    coalesce(sum(rows_read), 0)::bigint as rows_read,
    coalesce(sum(rows_kept), 0)::bigint as rows_kept,
    coalesce(sum(rows_rejected), 0)::bigint as rows_rejected
  from etl.curations
  where estate_id = :'estate' and run_id = :'run_id'::uuid
),
loaded as (
  select
    coalesce(sum(rows_loaded), 0)::bigint as rows_loaded,
    coalesce(sum(rows_changed), 0)::bigint as rows_changed
  from etl.loads
  where estate_id = :'estate' and run_id = :'run_id'::uuid
)
select
  run_steps.room,
  run_steps.step,
  run_steps.status = 'done' as ok,
  case run_steps.step
    when 'receive' then received.files
    when 'stage' then staged.rows_read
    when 'curate' then curated.rows_read
    when 'load' then loaded.rows_loaded
    else run_steps.rows_read
  end as "rowsRead",
  case run_steps.step
    when 'receive' then received.files
    when 'stage' then staged.rows_read
    when 'curate' then curated.rows_kept
    when 'load' then loaded.rows_changed
    when 'refresh' then (select count(*) from crm.customer_360 where estate_id = :'estate')
    when 'recommend' then (select count(*) from crm.recommendations where estate_id = :'estate')
    else run_steps.rows_written
  end as "rowsWritten",
  case run_steps.step when 'curate' then curated.rows_rejected else run_steps.rows_rejected end as "rowsRejected",
  coalesce(
    round(extract(epoch from run_steps.ended_at - run_steps.started_at) * 1000)::bigint, 0
  ) as "durationMs"
from etl.run_steps
cross join received
cross join staged
cross join curated
cross join loaded
where run_steps.estate_id = :'estate' and run_steps.run_id = :'run_id'::uuid
order by run_steps.position
