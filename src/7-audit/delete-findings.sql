-- One row per finding of an audit made anew.
delete from crm.audit_findings as findings
where findings.estate_id = :'estate_id' and findings.inputs_hash = :'inputs_hash'
