-- One row per line of the contact file being loaded, under the names of its header.
create temporary table incoming_contacts (
  source_file text collate "C" not null,
  file_line bigint not null,
  client_code text collate "C",
  source_client_code text collate "C",
  email text collate "C",
  contact_date date not null,
  channel text collate "C",
  status text collate "C",
  campaign_id text collate "C"
) on commit drop;
