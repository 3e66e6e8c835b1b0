-- One row: what else a run says of itself.
select
  coalesce(runs.error ->> 'code', '') as "errorCode",
  coalesce((runs.report #>> '{changes,documentsChanged}')::int, 0) as "documentsChanged",
  coalesce((runs.report #>> '{changes,documentsUnchanged}')::int, 0) as "documentsUnchanged",
  coalesce((runs.report #>> '{changes,documentsVanished}')::int, 0) as "documentsVanished",
  accepted.reason as "driftReason",
  accepted.actor as "driftBy",
  accepted.after as "driftFindings",
  (
    select earlier.run_id
    from etl.runs as earlier
    where earlier.estate_id = runs.estate_id and earlier.status = 'done' and earlier.started_at < runs.started_at
      and earlier.as_of_on < runs.as_of_on
    order by earlier.started_at desc
    limit 1
  ) as "beforeId"
from etl.runs as runs
left join lateral (
  select journal.reason, journal.actor, journal.after
  from app.journal as journal
  where journal.estate_id = runs.estate_id
    and journal.action = 'drift.accepted'
    and starts_with(journal.subject, 'run ' || runs.run_id::text)
  order by journal.at
  limit 1
) as accepted on true
where runs.estate_id = :'estate' and runs.run_id = :'run_id'::uuid
