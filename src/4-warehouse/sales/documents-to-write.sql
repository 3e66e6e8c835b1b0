-- One row per document of the file whose lines are to be written.
select document_id as "documentId" from incoming_documents where verdict in ('new', 'changed', 'returned');
