-- One row per line of the stock file being loaded, under the names of its header.
create temporary table incoming_stock (
  source_file text collate "C" not null,
  file_line bigint not null,
  label text not null,
  label_key text collate "C" not null,
  wine_key text collate "C",
  millesime integer,
  format text collate "C",
  article text collate "C",
  packaging text collate "C",
  stock_total numeric(12, 3) not null,
  stock_reserve numeric(12, 3),
  date_snapshot date not null
) on commit drop;
