-- One row per line of the client file being loaded, under the names of its header.
create temporary table incoming_clients (
  source_file text collate "C" not null,
  file_line bigint not null,
  client_code text collate "C" not null,
  source_client_code text collate "C",
  civilite text,
  nom text,
  prenom text,
  email text collate "C",
  other_emails text collate "C",
  telephone text collate "C",
  adresse text,
  code_postal text collate "C",
  ville text,
  pays text collate "C",
  opt_out boolean,
  refuses_profiling boolean,
  type_client text,
  is_trade boolean,
  is_till boolean,
  date_naissance date
) on commit drop;
