-- One row per document of the file: what it tells, and whether the warehouse already holds that content, perhaps in these words.
insert into incoming_documents
with told as (
  select
    document_id,
    min(document_type) as document_type,
    sum(content_one) || '.' || sum(content_other) as content_hash,
    sum(words_one) || '.' || sum(words_other) as words_hash,
    sum(lines)::integer as line_count,
    sum(mt_ht) * 0.0001 as mt_ht,
    min(first_day) as first_day,
    max(last_day) as last_day,
    count(*) > 1 as is_apart
  from incoming_runs
  group by document_id
)
select
  told.*,
  case
    when known.document_id is null then 'new'
    when known.exported_at > :'exported_at'::timestamptz then 'superseded'
    when known.status = 'vanished' then 'returned'
    when known.line_count <> told.line_count then 'changed'
    when known.words_hash = told.words_hash or known.content_hash = told.content_hash then 'unchanged'
    else 'changed'
  end,
  coalesce(
    known.words_hash = told.words_hash
    and known.line_count = told.line_count
    and known.status = 'live'
    and known.exported_at <= :'exported_at'::timestamptz,
    false
  ),
  known.content_hash,
  known.file_hash,
  known.line_count,
  known.mt_ht
from told
left join etl.documents as known
  on known.estate_id = :'estate' and known.source = :'source' and known.document_id = told.document_id;
