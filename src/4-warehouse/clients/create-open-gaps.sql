-- One row per touched client with a gap that sales may fill, or a filling of sales that may no longer hold.
create temporary table open_gaps (
  client_code text collate "C" not null,
  email text collate "C",
  code_postal text collate "C",
  ville text,
  provenance jsonb not null,
  is_email_open boolean not null,
  is_code_postal_open boolean not null,
  is_ville_open boolean not null,
  pays text collate "C"
) on commit drop;
