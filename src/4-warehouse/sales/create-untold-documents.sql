-- One row per document the warehouse holds of the days of the sales file being loaded that the file did not tell, or wrote otherwise.
create temporary table untold_documents (
  document_id text collate "C" not null
) on commit drop;
