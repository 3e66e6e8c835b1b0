-- No row: how many documents may be absent.
analyze pg_temp.untold_documents (document_id);
