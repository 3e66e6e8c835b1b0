-- One row: what waits for a person, counted.
with latest_files as (
  select distinct on (files.source, files.dataset) files.source, files.dataset, files.file_hash
  from etl.files as files
  inner join etl.curations as curations
    on curations.estate_id = files.estate_id
    and curations.source = files.source
    and curations.dataset = files.dataset
    and curations.file_hash = files.file_hash
  where files.estate_id = :'estate'
  order by files.source, files.dataset, files.exported_at desc, files.file_hash
)
select
  (select count(distinct outbox.letter_id)::int from crm.outbox as outbox
    where outbox.estate_id = :'estate' and outbox.state = 'held') as "heldLetters",
  (select count(*)::int from crm.campaigns as campaigns
    where campaigns.estate_id = :'estate' and campaigns.state = 'draft') as campaigns,
  (select count(*)::int from crm.tasks as tasks
    where tasks.estate_id = :'estate' and tasks.state = 'open'
      and (tasks.due_on is null or tasks.due_on <= :'today'::date)) as "tasksDue",
  (select count(*)::int from etl.wine_aliases as wine_aliases
    where wine_aliases.estate_id = :'estate' and wine_aliases.author like 'rule:%'
      and wine_aliases.confidence < 0.9) as aliases,
  (select count(*)::int from etl.stagings as stagings
    where stagings.estate_id = :'estate' and stagings.status = 'stopped'
      and stagings.stop_code = 'UNKNOWN_HEADERS') as files,
  (select coalesce(sum(curations.rows_rejected), 0)::int
    from etl.curations as curations
    inner join latest_files
      on latest_files.source = curations.source
      and latest_files.dataset = curations.dataset
      and latest_files.file_hash = curations.file_hash
    where curations.estate_id = :'estate') as "rejectedLines",
  (select count(distinct (corrections.source, corrections.dataset, corrections.row_hash))::int
    from etl.row_corrections as corrections
    where corrections.estate_id = :'estate'
      and corrections.decided_at > coalesce(
        (select max(run_steps.started_at) from etl.run_steps as run_steps
          where run_steps.estate_id = :'estate' and run_steps.step = 'curate' and run_steps.status = 'done'),
        '-infinity'
      )) as "correctedRows"
