-- One row per change noted while the ledger was told again: only what differs in the end is a change of this run.
delete from etl.document_changes
where estate_id = :'estate' and run_id = :'run_id'::uuid and source = :'source';
