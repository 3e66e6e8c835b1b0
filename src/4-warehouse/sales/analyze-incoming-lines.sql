-- No row: how many documents, clients and names the file holds, so that the plans that follow fit.
analyze pg_temp.incoming_lines (document_id, client_code, label_key);
