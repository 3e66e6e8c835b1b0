-- One row, or none: the audit of the list the estate sees, with its rules and its scores.
with current_audit as (
  select
    audits.inputs_hash,
    runs.as_of_on,
    audits.computed_at,
    audits.client_count,
    audits.eligible_count,
    audits.error_count,
    audits.warning_count,
    audits.summary
  from crm.recommendation_runs as runs
  inner join crm.audits as audits
    on audits.estate_id = runs.estate_id and audits.inputs_hash = runs.inputs_hash
  where runs.estate_id = :'estate' and runs.is_current
),
rules as (
  select
    findings.code,
    findings.severity,
    count(*)::integer as findings,
    count(distinct findings.client_code)::integer as clients
  from crm.audit_findings as findings
  inner join current_audit on current_audit.inputs_hash = findings.inputs_hash
  where findings.estate_id = :'estate'
  group by findings.code, findings.severity
),
scores as (
  select verdicts.score, count(*)::integer as clients
  from crm.audit_verdicts as verdicts
  inner join current_audit on current_audit.inputs_hash = verdicts.inputs_hash
  where verdicts.estate_id = :'estate'
  group by verdicts.score
)
select
  current_audit.as_of_on as "asOf",
  current_audit.computed_at as "computedAt",
  current_audit.client_count as clients,
  current_audit.eligible_count as eligible,
  current_audit.error_count as errors,
  current_audit.warning_count as warnings,
  current_audit.summary -> 'gate' as gate,
  (select round(sum(scores.score * scores.clients)::numeric / nullif(sum(scores.clients), 0), 1)::float8 from scores)
    as "meanScore",
  (select coalesce(jsonb_agg(to_jsonb(rules) order by rules.findings desc, rules.code), '[]') from rules) as rules,
  (select coalesce(jsonb_agg(to_jsonb(scores) order by scores.score desc), '[]') from scores) as scores
from current_audit
