-- One row: the client as the register knows them, and the line they came from.
select
  clients.civilite,
  clients.nom,
  clients.prenom,
  clients.email,
  clients.other_emails as "otherEmails",
  clients.telephone,
  clients.adresse,
  clients.code_postal as "codePostal",
  clients.ville,
  clients.pays,
  clients.type_client as "typeClient",
  clients.date_naissance as "dateNaissance",
  clients.household_key as "householdKey",
  clients.is_trade as "isTrade",
  clients.is_till as "isTill",
  clients.origin,
  clients.provenance as "correctedFrom",
  jsonb_build_object(
    'fileHash', clients.file_hash,
    'line', clients.file_line,
    'originalName', file.original_name,
    'archivedPath', file.archived_path,
    'stagingPath', file.staging_path,
    'curatedPath', file.curated_path
  ) as provenance
from etl.clients as clients
-- The register does not say which source a client came from: the same bytes from two sources tell the same.
left join lateral (
  select files.original_name, files.archived_path, stagings.staging_path, curations.curated_path
  from etl.files as files
  left join etl.stagings as stagings
    on stagings.estate_id = files.estate_id
    and stagings.source = files.source
    and stagings.dataset = files.dataset
    and stagings.file_hash = files.file_hash
  left join etl.curations as curations
    on curations.estate_id = files.estate_id
    and curations.source = files.source
    and curations.dataset = files.dataset
    and curations.file_hash = files.file_hash
  where
    files.estate_id = clients.estate_id
    and files.dataset = case clients.origin when 'sales' then 'ventes_lignes' else 'clients' end
    and files.file_hash = clients.file_hash
  order by files.source
  limit 1
) as file on true
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
