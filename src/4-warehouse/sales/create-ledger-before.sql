-- One row per document of the source as it stood before its ledger is told again.
create temporary table ledger_before (
  source text collate "C" not null,
  document_id text collate "C" not null,
  status text collate "C" not null,
  content_hash text collate "C" not null,
  line_count integer not null,
  mt_ht numeric(14, 4) not null
) on commit drop;
