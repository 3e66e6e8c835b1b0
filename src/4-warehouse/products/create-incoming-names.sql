-- One row per way the file being loaded, of sales or of stock, names what is sold, as the file writes it.
create temporary table incoming_names (
  -- the number of a name in its sales file
  name_no integer,
  produit_label text collate "C" not null,
  label_key text collate "C" not null,
  wine_key text collate "C",
  millesime integer,
  format text collate "C",
  article text collate "C",
  packaging text collate "C"
) on commit drop;
