-- One row per code that the sales file being loaded writes for a client; touched: some document of theirs changes.
create temporary table told_codes (
  source_code text collate "C" not null,
  client_code text collate "C" not null,
  file_line bigint not null,
  is_touched boolean not null
) on commit drop;
