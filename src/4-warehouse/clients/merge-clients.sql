-- One row per client the file tells of, written where it differs from what an export not newer told. Of two lines of one
-- client the later stands, and the youngest birth date: nobody grows up by a line that forgets theirs. What sales had filled stays while the file leaves it empty; what a person corrected wins.
with told as (
  select distinct on (client_code) incoming_clients.*
  from incoming_clients
  order by client_code, file_line desc
),
birth_dates as (
  select client_code, max(date_naissance) as youngest
  from incoming_clients
  group by client_code
),
corrections as (
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
filled as (
  select
    told.*,
    birth_dates.youngest,
    known.email as known_email,
    known.code_postal as known_code_postal,
    known.ville as known_ville,
    told.email is null and coalesce(known.provenance ->> 'email', '') = 'sales' as is_email_of_sales,
    told.code_postal is null and coalesce(known.provenance ->> 'code_postal', '') = 'sales' as is_code_postal_of_sales,
    told.ville is null and coalesce(known.provenance ->> 'ville', '') = 'sales' as is_ville_of_sales
  from told
  inner join birth_dates on birth_dates.client_code = told.client_code
  left join etl.clients as known on known.estate_id = :'estate' and known.client_code = told.client_code
),
computed as (
  select
    :'estate'::text as estate_id,
    client_code, nom, prenom, civilite,
    case when is_email_of_sales then known_email else email end as email,
    coalesce(string_to_array(other_emails, '|'), '{}') as other_emails,
    telephone, adresse,
    case when is_code_postal_of_sales then known_code_postal else code_postal end as code_postal,
    case when is_ville_of_sales then known_ville else ville end as ville,
    pays, type_client, youngest as date_naissance,
    client_code as household_key,
    coalesce(is_trade, false) as is_trade,
    coalesce(is_till, false) as is_till,
    'clients'::text as origin,
    case when is_email_of_sales then '{"email": "sales"}'::jsonb else '{}' end
    || case when is_code_postal_of_sales then '{"code_postal": "sales"}'::jsonb else '{}' end
    || case when is_ville_of_sales then '{"ville": "sales"}'::jsonb else '{}' end
    as provenance,
    :'exported_at'::timestamptz as exported_at,
    :'file_hash'::text as file_hash,
    file_line
  from filled
),
settled as (
  select corrected.*
  from computed
  left join corrections on corrections.client_code = computed.client_code
  -- a row of etl.clients, column by column in the order of the table
  cross join lateral jsonb_populate_record(
    row(
      computed.estate_id, computed.client_code, computed.nom, computed.prenom, computed.civilite, computed.email,
      computed.other_emails, computed.telephone, computed.adresse, computed.code_postal, computed.ville, computed.pays,
      computed.type_client, computed.date_naissance, computed.household_key, computed.is_trade, computed.is_till,
      computed.origin, computed.provenance || coalesce(corrections.provenance, '{}'), computed.exported_at,
      computed.file_hash, computed.file_line
    )::etl.clients,
    coalesce(corrections.columns, '{}')
  ) as corrected
)
insert into etl.clients as known
select * from settled
on conflict (estate_id, client_code) do update
set
  nom = excluded.nom,
  prenom = excluded.prenom,
  civilite = excluded.civilite,
  email = excluded.email,
  other_emails = excluded.other_emails,
  telephone = excluded.telephone,
  adresse = excluded.adresse,
  code_postal = excluded.code_postal,
  ville = excluded.ville,
  pays = excluded.pays,
  type_client = excluded.type_client,
  date_naissance = excluded.date_naissance,
  is_trade = excluded.is_trade,
  is_till = excluded.is_till,
  origin = excluded.origin,
  provenance = excluded.provenance,
  exported_at = excluded.exported_at,
  file_hash = excluded.file_hash,
  file_line = excluded.file_line
where
  (known.origin = 'sales' or known.exported_at <= excluded.exported_at)
  and (
    known.nom, known.prenom, known.civilite, known.email, known.other_emails, known.telephone, known.adresse,
    known.code_postal, known.ville, known.pays, known.type_client, known.date_naissance, known.is_trade, known.is_till,
    known.origin, known.provenance
  ) is distinct from (
    excluded.nom, excluded.prenom, excluded.civilite, excluded.email, excluded.other_emails, excluded.telephone,
    excluded.adresse, excluded.code_postal, excluded.ville, excluded.pays, excluded.type_client, excluded.date_naissance,
    excluded.is_trade, excluded.is_till, excluded.origin, excluded.provenance
  );
