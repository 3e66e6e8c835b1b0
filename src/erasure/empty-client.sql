-- One row: the client, of whom nothing is left but that there was one.
update etl.clients
set
  nom = null, prenom = null, civilite = null, email = null, other_emails = '{}', telephone = null, adresse = null,
  code_postal = null, ville = null, pays = null, type_client = null, date_naissance = null, is_till = true,
  provenance = '{"is_till": "person"}'
where estate_id = :'estate' and client_code = :'pseudonym'
