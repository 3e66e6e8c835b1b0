-- One row per name of the source and the product it means: a small copy whose size the planner knows.
create temporary table name_products (
  label_key text collate "C" not null,
  article text collate "C" not null,
  packaging text collate "C" not null,
  produit_key text collate "C" not null
) on commit drop;
