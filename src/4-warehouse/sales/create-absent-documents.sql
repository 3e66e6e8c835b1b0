-- One row per document that an older export told and the sales file being loaded does not, inside the window of its type.
create temporary table absent_documents (
  document_id text collate "C" not null,
  document_type text collate "C" not null
) on commit drop;
