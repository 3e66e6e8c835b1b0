-- No row: how many documents there are, so that the plans that follow fit.
analyze pg_temp.incoming_words (document_id, is_held);
