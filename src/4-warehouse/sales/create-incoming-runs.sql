-- One row per run of lines of one document and one client in the sales file being loaded (document-runs.ts), with the sums of its
-- amounts, in ten-thousandths of a euro, and of the hashes of its lines.
create temporary table incoming_runs (
  document_id text collate "C" not null,
  document_type text collate "C" not null,
  client_code text collate "C",
  source_client_code text collate "C",
  first_line bigint not null,
  lines integer not null,
  mt_ht bigint not null,
  first_day date not null,
  last_day date not null,
  content_one bigint not null,
  content_other bigint not null,
  words_one bigint not null,
  words_other bigint not null
) on commit drop;
