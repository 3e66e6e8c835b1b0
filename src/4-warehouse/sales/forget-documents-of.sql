-- One row per run that was taken for a document, of those that are about to be told again, all their runs together.
delete from etl.documents
where estate_id = :'estate' and source = :'source' and document_id in (select document_id from incoming_runs);
