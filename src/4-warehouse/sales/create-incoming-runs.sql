-- One row per run of lines of one document in the sales file being loaded, with the sums of their hashes (document-words.ts).
create temporary table incoming_runs (
  document_id text collate "C" not null,
  lines integer not null,
  one bigint not null,
  other bigint not null
) on commit drop;
