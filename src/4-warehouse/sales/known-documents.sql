-- One row per live document of the source that an export of this day may tell again in the same words: inside its days, and told by
-- no newer one.
select document_id, line_count, words_hash
from etl.documents
where
  estate_id = :'estate'
  and source = :'source'
  and status = 'live'
  and exported_at <= :'exported_at'::timestamptz
  and first_day >= :'first_day'::date
  and last_day <= :'last_day'::date
