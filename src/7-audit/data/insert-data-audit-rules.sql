-- One row per rule of an audit.
insert into crm.data_audit_rules (estate_id, audit_key, code, severity, weight, rows_checked, rows_flagged, worst)
select
  :'estate_id', :'audit_key', rules.code, rules.severity, rules.weight, rules."rowsChecked", rules."rowsFlagged", rules.worst
from jsonb_to_recordset(:'rules'::jsonb) as rules (
  code text, severity text, weight numeric, "rowsChecked" bigint, "rowsFlagged" bigint, worst jsonb
)
