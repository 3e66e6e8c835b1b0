-- One row: what a run brought and where the estate stands after it, as Monday's report tells it.
with files as (
  select
    curations.dataset,
    files.original_name,
    curations.rows_read,
    curations.rows_kept,
    curations.rows_rejected
  from etl.curations as curations
  inner join etl.files as files
    on files.estate_id = curations.estate_id
    and files.source = curations.source
    and files.dataset = curations.dataset
    and files.file_hash = curations.file_hash
  where curations.estate_id = :'estate_id' and curations.run_id = :'run_id'::uuid
),
reasons as (
  select rejects.code, min(rejects.sentence_fr) as example, count(*) as row_count
  from etl.rejects as rejects
  inner join etl.curations as curations
    on curations.estate_id = rejects.estate_id
    and curations.source = rejects.source
    and curations.dataset = rejects.dataset
    and curations.file_hash = rejects.file_hash
  where rejects.estate_id = :'estate_id' and curations.run_id = :'run_id'::uuid
  group by rejects.code
  order by count(*) desc, rejects.code
  limit 5
),
snapshot_days as (
  select distinct as_of_on
  from crm.customer_360_snapshots
  where estate_id = :'estate_id' and as_of_on < :'as_of'::date
  order by as_of_on desc
  limit 1
),
before as (
  select snapshots.client_code, snapshots.segment
  from crm.customer_360_snapshots as snapshots
  inner join snapshot_days on snapshot_days.as_of_on = snapshots.as_of_on
  where snapshots.estate_id = :'estate_id'
),
segments as (
  select
    coalesce(pages.segment, before.segment) as segment,
    count(pages.client_code) as client_count,
    count(before.client_code) as count_before
  from (select client_code, segment from crm.customer_360 where estate_id = :'estate_id') as pages
  full join before on before.client_code = pages.client_code and before.segment = pages.segment
  group by 1
),
moves as (
  select before.segment as from_segment, pages.segment as to_segment, count(*) as client_count
  from before
  inner join crm.customer_360 as pages
    on pages.estate_id = :'estate_id' and pages.client_code = before.client_code
  where pages.segment <> before.segment
  group by before.segment, pages.segment
  order by count(*) desc, before.segment, pages.segment
  limit 6
),
scores as (
  select score, as_of_on
  from crm.data_audits
  where estate_id = :'estate_id'
  order by computed_at desc, as_of_on desc
  limit 2
)
select
  (select coalesce(jsonb_agg(to_jsonb(files) order by dataset, original_name), '[]') from files) as files,
  (select coalesce(jsonb_agg(to_jsonb(reasons) order by row_count desc, code), '[]') from reasons) as reasons,
  (select as_of_on from snapshot_days) as "comparedWith",
  (select coalesce(jsonb_agg(to_jsonb(segments) order by client_count desc, segment), '[]') from segments) as segments,
  (select coalesce(jsonb_agg(to_jsonb(moves) order by client_count desc, from_segment, to_segment), '[]') from moves) as moves,
  (select coalesce(jsonb_agg(score order by as_of_on desc), '[]') from scores) as scores
