-- One row: what the database knows of an estate's well-being, for the alarms to judge.
with latest_run as (
  select run_id, status, error, ended_at
  from etl.runs
  where estate_id = :'estate_id' and status <> 'running'
  order by started_at desc, run_id desc
  limit 1
),
last_well as (
  select max(ended_at) as ended_at
  from etl.runs
  where estate_id = :'estate_id' and status = 'done'
),
latest_ended as (
  select distinct on (kind) kind, state, error, ended_at
  from app.jobs
  where estate_id = :'estate_id' and state in ('done', 'failed', 'refused')
  order by kind, ended_at desc, job_id desc
),
last_done as (
  select kind, max(coalesce(slot_at, ended_at)) as done_at
  from app.jobs
  where estate_id = :'estate_id' and state = 'done'
  group by kind
),
skipped as (
  select jobs.kind, max(jobs.slot_at) as last_slot_at, count(*) as slot_count
  from app.jobs as jobs
  left join last_done on last_done.kind = jobs.kind
  where jobs.estate_id = :'estate_id'
    and jobs.state = 'skipped'
    and jobs.slot_at > coalesce(last_done.done_at, '-infinity')
  group by jobs.kind
),
letters as (
  select max(accepted_at) as last_accepted_at
  from crm.outbox
  where estate_id = :'estate_id'
    and accepted_at <= :'silent_since'::timestamptz
    and accepted_at > :'silent_since'::timestamptz - interval '7 days'
),
held_letters as (
  select count(*)::integer as letter_count
  from crm.outbox
  inner join crm.campaigns as campaigns
    on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
  where outbox.estate_id = :'estate_id' and outbox.state = 'held' and campaigns.state in ('approved', 'sending', 'held')
),
latest_backup as (
  select
    state,
    coalesce((counts ->> 'missing')::integer, 0) + coalesce((counts ->> 'damaged')::integer, 0) as lost_files
  from app.backups
  where estate_id = :'estate_id' and state in ('done', 'failed')
  order by started_at desc
  limit 1
),
latest_drill as (
  select ok, ended_at
  from app.restore_drills
  where estate_id = :'estate_id'
  order by started_at desc
  limit 1
)
select
  estates.created_at as "createdAt",
  (
    select max(received_at) from etl.files where estate_id = :'estate_id' and dataset = 'ventes_lignes'
  ) as "lastExportAt",
  (select to_jsonb(latest_run) from latest_run) as "latestRun",
  (
    select coalesce(jsonb_agg(to_jsonb(latest_ended) order by kind), '[]')
    from latest_ended
    where state in ('failed', 'refused')
      and not (
        kind = 'run' and coalesce((select last_well.ended_at from last_well) > latest_ended.ended_at, false)
      )
  ) as "failedJobs",
  (
    select coalesce(jsonb_agg(jsonb_build_object('jobId', job_id, 'kind', kind, 'startedAt', started_at) order by started_at), '[]')
    from app.jobs
    where estate_id = :'estate_id' and state = 'running'
  ) as "runningJobs",
  (
    select coalesce(
      jsonb_agg(jsonb_build_object('kind', kind, 'lastSlotAt', last_slot_at, 'slots', slot_count) order by kind), '[]')
    from skipped
  ) as "skippedSlots",
  (select last_accepted_at from letters) as "lastAcceptedAt",
  (
    select max(received_at) from etl.event_inbox where estate_id = :'estate_id' and source = 'brevo:webhook'
  ) as "lastWebhookAt",
  (
    select coalesce(
      jsonb_agg(jsonb_build_object('campaignId', campaign_id, 'name', name, 'reason', stop_reason) order by campaign_id), '[]')
    from crm.campaigns
    where estate_id = :'estate_id' and state = 'held'
  ) as "heldCampaigns",
  (select letter_count from held_letters) as "heldLetters",
  (select max(ended_at) from app.backups where estate_id = :'estate_id' and state = 'done') as "lastBackupAt",
  (select state from latest_backup) as "latestBackupState",
  coalesce((select lost_files from latest_backup), 0) as "lostFiles",
  (select to_jsonb(latest_drill) from latest_drill) as "latestDrill"
from app.estates as estates
where estates.estate_id = :'estate_id'
