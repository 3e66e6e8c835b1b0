-- One row per line of the documents that are about to be told again, all their runs together.
delete from etl.ventes_lignes
where estate_id = :'estate' and source = :'source' and document_id in (select document_id from incoming_runs);
