-- One row per number that whoever watches the machine may want: a metric, its estate_id, its second label and its value.
with last_runs as (
  select distinct on (runs.estate_id) runs.estate_id, runs.run_id, runs.started_at, runs.ended_at
  from etl.runs
  where runs.status = 'done'
  order by runs.estate_id, runs.ended_at desc
),
last_steps as (
  select run_steps.*
  from last_runs
  inner join etl.run_steps on run_steps.estate_id = last_runs.estate_id and run_steps.run_id = last_runs.run_id
),
last_backups as (
  select distinct on (backups.estate_id) backups.estate_id, backups.started_at, backups.bytes
  from app.backups
  where backups.state = 'done'
  order by backups.estate_id, backups.started_at desc
),
last_drills as (
  select distinct on (restore_drills.estate_id) restore_drills.estate_id, restore_drills.ended_at, restore_drills.ok
  from app.restore_drills
  order by restore_drills.estate_id, restore_drills.ended_at desc
),
counted as (
  select 'cuvee_runs' as metric, estate_id, status as label, count(*)::numeric as value
  from etl.runs group by estate_id, status
  union all
  select 'cuvee_last_run_age_seconds', estate_id, '', extract(epoch from :'now'::timestamptz - ended_at)
  from last_runs
  union all
  select 'cuvee_last_run_duration_seconds', estate_id, '', extract(epoch from ended_at - started_at)
  from last_runs
  union all
  select 'cuvee_last_run_step_duration_seconds', estate_id, step, extract(epoch from ended_at - started_at)
  from last_steps where ended_at is not null
  union all
  select 'cuvee_last_run_rows_read', estate_id, step, rows_read from last_steps
  union all
  select 'cuvee_last_run_rows_written', estate_id, step, rows_written from last_steps
  union all
  select 'cuvee_last_run_rows_rejected', estate_id, step, rows_rejected from last_steps
  union all
  select 'cuvee_rejects', estate_id, dataset, coalesce(sum(rows_rejected), 0)
  from etl.curations group by estate_id, dataset
  union all
  select 'cuvee_last_export_age_seconds', estate_id, '', extract(epoch from :'now'::timestamptz - max(received_at))
  from etl.files group by estate_id
  union all
  select 'cuvee_jobs', estate_id, state, count(*)
  from app.jobs where requested_at > :'now'::timestamptz - interval '7 days' group by estate_id, state
  union all
  select 'cuvee_oldest_waiting_job_seconds', estate_id, '', extract(epoch from :'now'::timestamptz - min(requested_at))
  from app.jobs where state = 'waiting' group by estate_id
  union all
  select 'cuvee_letters', estate_id, state, count(*)
  from crm.outbox group by estate_id, state
  union all
  select 'cuvee_alarms_open', estate_id, kind, count(*)
  from app.alarms where cleared_at is null group by estate_id, kind
  union all
  select 'cuvee_backup_age_seconds', estate_id, '', extract(epoch from :'now'::timestamptz - started_at)
  from last_backups
  union all
  select 'cuvee_backup_bytes', estate_id, '', bytes from last_backups where bytes is not null
  union all
  select 'cuvee_restore_drill_age_seconds', estate_id, '', extract(epoch from :'now'::timestamptz - ended_at)
  from last_drills
  union all
  select 'cuvee_restore_drill_ok', estate_id, '', ok::int from last_drills
  union all
  select 'cuvee_webhook_inbox_waiting', event_inbox.estate_id, '', count(*)
  from etl.event_inbox
  left join crm.inbox_readings
    on inbox_readings.estate_id = event_inbox.estate_id and inbox_readings.inbox_id = event_inbox.inbox_id
  where inbox_readings.inbox_id is null
  group by event_inbox.estate_id
)
select metric, estate_id as estate, label, value::double precision as value
from counted
order by metric, estate_id collate "C", label collate "C";
