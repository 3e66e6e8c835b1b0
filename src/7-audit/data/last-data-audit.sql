-- One row, or none: the newest audit of an estate's data with its rules.
select
  audits.as_of_on as as_of,
  audits.score,
  (
    select jsonb_agg(jsonb_build_object(
      'code', rules.code,
      'severity', rules.severity,
      'weight', rules.weight,
      'rowsChecked', rules.rows_checked,
      'rowsFlagged', rules.rows_flagged,
      'worst', rules.worst
    ))
    from crm.data_audit_rules as rules
    where rules.estate_id = audits.estate_id and rules.audit_key = audits.audit_key
  ) as rules
from crm.data_audits as audits
where audits.estate_id = :'estate_id'
order by audits.as_of_on desc, audits.computed_at desc
limit 1
