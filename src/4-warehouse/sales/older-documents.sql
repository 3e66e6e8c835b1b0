-- One row per document that seems changed, but whose content an earlier version hashed in another way (without a point).
select document_id as "documentId"
from incoming_documents
where verdict = 'changed' and known_line_count = line_count and strpos(known_content_hash, '.') = 0;
