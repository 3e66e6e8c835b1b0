-- One row per audited client of the current list: the verdict, and all that was found.
select
  verdicts.client_code as "clientCode",
  verdicts.score,
  verdicts.is_eligible as "isEligible",
  verdicts.error_count as errors,
  verdicts.warning_count as warnings,
  coalesce(string_agg(findings.code, ' ' order by findings.severity, findings.code, findings.rank), '') as codes,
  coalesce(string_agg(findings.sentence_fr, ' ' order by findings.severity, findings.code, findings.rank), '') as sentences
from crm.recommendation_runs as runs
inner join crm.audit_verdicts as verdicts
  on verdicts.estate_id = runs.estate_id and verdicts.inputs_hash = runs.inputs_hash
left join crm.audit_findings as findings
  on findings.estate_id = verdicts.estate_id
  and findings.inputs_hash = verdicts.inputs_hash
  and findings.client_code = verdicts.client_code
where runs.estate_id = :'estate_id' and runs.is_current
group by verdicts.client_code, verdicts.score, verdicts.is_eligible, verdicts.error_count, verdicts.warning_count
order by verdicts.score, verdicts.client_code
