-- One row per document to be written whose lines may lie apart in the file.
select document_id as "documentId" from incoming_documents where is_apart and verdict in ('new', 'changed', 'returned');
