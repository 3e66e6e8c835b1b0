-- One row per document of the file, and whether the warehouse holds it live, in the same words, from no newer export.
insert into incoming_words
select told.document_id, told.words_hash, known.document_id is not null
from (
  select document_id, sum(lines)::integer as line_count, sum(one) || '.' || sum(other) as words_hash
  from incoming_runs
  group by document_id
) as told
left join etl.documents as known
  on
    known.estate_id = :'estate'
    and known.source = :'source'
    and known.document_id = told.document_id
    and known.words_hash = told.words_hash
    and known.line_count = told.line_count
    and known.status = 'live'
    and known.exported_at <= :'exported_at'::timestamptz;
