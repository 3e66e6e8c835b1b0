-- One row per finding about one client of the current list.
select findings.rank, findings.code, findings.severity, findings.sentence_fr as fr, findings.sentence_en as en
from crm.recommendation_runs as runs
inner join crm.audit_findings as findings
  on findings.estate_id = runs.estate_id and findings.inputs_hash = runs.inputs_hash
where runs.estate_id = :'estate_id' and runs.is_current and findings.client_code = :'client_code'
order by findings.severity, findings.rank, findings.code
