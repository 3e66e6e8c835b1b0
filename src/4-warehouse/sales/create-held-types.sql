-- One row per type of the documents that the sales file being loaded tells word for word as the warehouse holds them, all together;
-- mt_ht in ten-thousandths of a euro.
create temporary table held_types (
  document_type text collate "C" not null,
  documents integer not null,
  lines integer not null,
  mt_ht bigint not null,
  first_day date not null,
  last_day date not null
) on commit drop;
