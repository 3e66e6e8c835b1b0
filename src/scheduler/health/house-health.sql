-- One row: who is at work on this database, over all processes and machines, and how old the estates' backups are.
with last_backups as (
  select estates.estate_id, max(backups.ended_at) as ended_at
  from app.estates as estates
  left join app.backups as backups on backups.estate_id = estates.estate_id and backups.state = 'done'
  group by estates.estate_id
)
select
  (
    select count(*)::integer
    from pg_stat_activity
    where datname = current_database() and application_name = :'scheduler'
  ) as schedulers,
  (
    select count(*)::integer
    from pg_stat_activity
    where datname = current_database() and application_name = :'worker'
  ) as workers,
  (select min(ended_at) from last_backups) as "oldestBackupAt",
  (select count(*)::integer from last_backups where ended_at is null) as "withoutBackup"
