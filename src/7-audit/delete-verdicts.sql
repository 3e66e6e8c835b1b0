-- One row per verdict of an audit made anew.
delete from crm.audit_verdicts as verdicts
where verdicts.estate_id = :'estate_id' and verdicts.inputs_hash = :'inputs_hash'
