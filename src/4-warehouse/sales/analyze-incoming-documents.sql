-- No row: how the documents of the file fall under each verdict, so that the plans that follow fit.
analyze pg_temp.incoming_documents (document_id, document_type, verdict);
