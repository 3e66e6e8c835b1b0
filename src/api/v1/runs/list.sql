-- One row per run of an estate, as a list shows it.
select
  runs.run_id as "runId",
  runs.as_of_on as "asOf",
  runs.status,
  runs.started_at as "startedAt",
  runs.ended_at as "endedAt",
  (
    select count(*)::int
    from etl.curations as curations
    where curations.estate_id = runs.estate_id and curations.run_id = runs.run_id
  ) as files,
  coalesce((runs.report #>> '{totals,linesRead}')::int, 0) as "linesRead",
  coalesce((runs.report #>> '{totals,linesRejected}')::int, 0) as "linesRejected",
  coalesce((runs.report #>> '{totals,mtHtLoaded}')::float8, 0) as "mtHtLoaded",
  coalesce((runs.report #>> '{changes,documentsNew}')::int, 0) as "documentsNew",
  runs.error -> 'sentence' as sentence
from etl.runs as runs
where runs.estate_id = :'estate'
