-- One row per touched client with a gap that sales can fill, or a filling that sales no longer bear: the e-mail and the
-- address of the latest sale that has one. The client file's own values and a person's corrections are never touched.
with gaps as (
  select
    clients.client_code,
    clients.email,
    clients.code_postal,
    clients.ville,
    clients.provenance,
    (clients.email is null or clients.provenance ->> 'email' = 'sales') and not coalesce(clients.provenance ->> 'email' = 'person', false) as is_email_open,
    (clients.code_postal is null or clients.provenance ->> 'code_postal' = 'sales') and not coalesce(clients.provenance ->> 'code_postal' = 'person', false) as is_code_postal_open,
    (clients.ville is null or clients.provenance ->> 'ville' = 'sales') and not coalesce(clients.provenance ->> 'ville' = 'person', false) as is_ville_open
  from etl.clients
  inner join touched_clients on touched_clients.client_code = clients.client_code
  where clients.estate_id = :'estate'
),
open_gaps as (
  select * from gaps where is_email_open or is_code_postal_open or is_ville_open
),
latest as (
  select
    lines.client_code,
    max(lines.date_livraison) filter (where lines.email is not null) as email_on,
    max(lines.date_livraison) filter (where lines.code_postal is not null) as code_postal_on,
    max(lines.date_livraison) filter (where lines.ville is not null) as ville_on
  from etl.ventes_lignes as lines
  inner join open_gaps on open_gaps.client_code = lines.client_code
  where lines.estate_id = :'estate'
  group by lines.client_code
),
told as (
  select
    latest.client_code,
    max(lines.email) filter (where lines.date_livraison = latest.email_on) as email,
    max(lines.code_postal) filter (where lines.date_livraison = latest.code_postal_on) as code_postal,
    max(lines.ville collate "C") filter (where lines.date_livraison = latest.ville_on) as ville
  from latest
  inner join etl.ventes_lignes as lines on lines.estate_id = :'estate' and lines.client_code = latest.client_code
  where lines.date_livraison in (latest.email_on, latest.code_postal_on, latest.ville_on)
  group by latest.client_code
),
filled as (
  select
    open_gaps.client_code,
    case when is_email_open then told.email else open_gaps.email end as email,
    case when is_code_postal_open then told.code_postal else open_gaps.code_postal end as code_postal,
    case when is_ville_open then told.ville else open_gaps.ville end as ville,
    open_gaps.provenance - case when is_email_open then 'email' else '' end
    - case when is_code_postal_open then 'code_postal' else '' end
    - case when is_ville_open then 'ville' else '' end
    || case when is_email_open and told.email is not null then '{"email": "sales"}'::jsonb else '{}' end
    || case when is_code_postal_open and told.code_postal is not null then '{"code_postal": "sales"}'::jsonb else '{}' end
    || case when is_ville_open and told.ville is not null then '{"ville": "sales"}'::jsonb else '{}' end
    as provenance
  from open_gaps
  left join told on told.client_code = open_gaps.client_code
)
update etl.clients as known
set email = filled.email, code_postal = filled.code_postal, ville = filled.ville, provenance = filled.provenance
from filled
where
  known.estate_id = :'estate'
  and known.client_code = filled.client_code
  and (known.email, known.code_postal, known.ville, known.provenance)
  is distinct from (filled.email, filled.code_postal, filled.ville, filled.provenance);
