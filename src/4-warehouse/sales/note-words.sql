-- One row per document told again with the same content in other words (the same amounts, a code spelled otherwise), or whose
-- words were never noted.
with noted as materialized (
  select incoming_words.document_id, incoming_words.words_hash
  from incoming_words
  inner join incoming_documents as told on told.document_id = incoming_words.document_id
  where not incoming_words.is_held and told.verdict = 'unchanged'
)
update etl.documents as known
set words_hash = noted.words_hash
from noted
where known.estate_id = :'estate' and known.source = :'source' and known.document_id = noted.document_id;
