-- One row per client whose list scored worst in the current audit, with all that was found about it.
with current_run as (
  select runs.inputs_hash from crm.recommendation_runs as runs where runs.estate_id = :'estate' and runs.is_current
),
worst as (
  select verdicts.inputs_hash, verdicts.client_code, verdicts.score, verdicts.is_eligible
  from crm.audit_verdicts as verdicts
  inner join current_run on current_run.inputs_hash = verdicts.inputs_hash
  where
    verdicts.estate_id = :'estate'
    and verdicts.error_count + verdicts.warning_count > 0
    and (
      :'code'::text is null
      or exists (
        select from crm.audit_findings as findings
        where
          findings.estate_id = :'estate'
          and findings.inputs_hash = verdicts.inputs_hash
          and findings.client_code = verdicts.client_code
          and findings.code = :'code'
      )
    )
  order by verdicts.score, verdicts.client_code
  limit :'limit'::integer
)
select
  worst.client_code as "clientCode",
  coalesce(nullif(concat_ws(' ', clients.prenom, clients.nom), ''), worst.client_code) as "clientName",
  pages.segment,
  worst.score,
  worst.is_eligible as "isEligible",
  (
    select
      coalesce(
        jsonb_agg(
          jsonb_build_object(
            'code', findings.code,
            'severity', findings.severity,
            'rank', findings.rank,
            'sentence', jsonb_build_object('fr', findings.sentence_fr, 'en', findings.sentence_en)
          )
          order by findings.severity, findings.rank, findings.code
        ),
        '[]'
      )
    from crm.audit_findings as findings
    where
      findings.estate_id = :'estate'
      and findings.inputs_hash = worst.inputs_hash
      and findings.client_code = worst.client_code
  ) as findings
from worst
left join etl.clients as clients on clients.estate_id = :'estate' and clients.client_code = worst.client_code
left join crm.customer_360 as pages on pages.estate_id = :'estate' and pages.client_code = worst.client_code
order by worst.score, worst.client_code
