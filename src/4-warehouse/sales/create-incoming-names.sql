-- One row per way the sales file being loaded names what was sold, as the file writes it.
create temporary table incoming_names (
  name_no integer not null,
  produit_label text collate "C" not null,
  label_key text collate "C" not null,
  wine_key text collate "C",
  millesime integer,
  format text collate "C",
  article text collate "C",
  packaging text collate "C"
) on commit drop;
