-- One row per client whose gaps sales fill otherwise than before: the e-mail and the address of the latest sale that has
-- one. The latest is the largest of `day, value`: one pass, and no order within a day to depend on.
with told as (
  select
    lines.client_code,
    substr(max(case when lines.email is not null then lines.date_livraison::text || lines.email end), 11) as email,
    substr(max(case when lines.code_postal is not null then lines.date_livraison::text || lines.code_postal end), 11) as code_postal,
    substr(max(case when lines.ville is not null then lines.date_livraison::text || lines.ville end collate "C"), 11) as ville
  from etl.ventes_lignes as lines
  where lines.estate_id = :'estate' and lines.client_code in (select client_code from open_gaps)
  group by lines.client_code
),
filled as (
  select
    open_gaps.client_code,
    case when is_email_open then told.email else open_gaps.email end as email,
    -- a sale that names no country was read as of the estate's: where post codes have four figures, the zero it gave is none
    case
      when not is_code_postal_open then open_gaps.code_postal
      when open_gaps.pays in ('BE', 'CH', 'LU', 'AT', 'DK', 'NO', 'AU', 'CY') and told.code_postal ~ '^0\d{4}$'
        then substr(told.code_postal, 2)
      else told.code_postal
    end as code_postal,
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
