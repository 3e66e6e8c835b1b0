-- One row per client that a person corrected and that does not say so yet: the correction wins over every import. The few
-- corrected ones are found first: an estate that the planner takes for empty would be walked once per client.
with corrections as (
  select
    subject_key as client_code,
    jsonb_object_agg(column_name, value) as columns,
    jsonb_object_agg(column_name, 'person') as provenance
  from etl.overrides
  where
    estate_id = :'estate'
    and subject = 'client'
    and column_name in (
      'nom', 'prenom', 'civilite', 'email', 'telephone', 'adresse', 'code_postal', 'ville', 'pays', 'type_client',
      'date_naissance', 'is_trade', 'is_till'
    )
  group by subject_key
),
corrected as materialized (
  select clients.provenance || corrections.provenance as corrected_provenance, person.*
  from etl.clients
  inner join corrections on corrections.client_code = clients.client_code
  cross join lateral jsonb_populate_record(clients, corrections.columns) as person
  where clients.estate_id = :'estate'
)
update etl.clients as known
set
  nom = corrected.nom,
  prenom = corrected.prenom,
  civilite = corrected.civilite,
  email = corrected.email,
  telephone = corrected.telephone,
  adresse = corrected.adresse,
  code_postal = corrected.code_postal,
  ville = corrected.ville,
  pays = corrected.pays,
  type_client = corrected.type_client,
  date_naissance = corrected.date_naissance,
  is_trade = corrected.is_trade,
  is_till = corrected.is_till,
  provenance = corrected.corrected_provenance
from corrected
where
  known.estate_id = :'estate'
  and known.client_code = corrected.client_code
  and (
    known.nom, known.prenom, known.civilite, known.email, known.telephone, known.adresse, known.code_postal, known.ville,
    known.pays, known.type_client, known.date_naissance, known.is_trade, known.is_till, known.provenance
  ) is distinct from (
    corrected.nom, corrected.prenom, corrected.civilite, corrected.email, corrected.telephone, corrected.adresse,
    corrected.code_postal, corrected.ville, corrected.pays, corrected.type_client, corrected.date_naissance,
    corrected.is_trade, corrected.is_till, corrected.corrected_provenance
  );
