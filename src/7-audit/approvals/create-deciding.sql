-- One row per recommendation a decision is about; `left_out` says why one is not approved with the others.
create temporary table deciding (
  client_code text collate "C",
  rank integer,
  produit_key text collate "C",
  score numeric,
  bottles integer,
  content_hash text collate "C",
  left_out text collate "C",
  primary key (client_code, rank)
) on commit drop
