-- One row per document told again with the same content in other words (the same amounts, a code spelled otherwise), or whose
-- words were never noted, or whose content an earlier version hashed.
with noted as materialized (
  select document_id, words_hash, content_hash from incoming_documents where verdict = 'unchanged' and not is_held
)
update etl.documents as known
set words_hash = noted.words_hash, content_hash = noted.content_hash
from noted
where known.estate_id = :'estate' and known.source = :'source' and known.document_id = noted.document_id;
