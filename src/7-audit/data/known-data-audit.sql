-- One row, or none: the audit of the same data as of the same day.
select audits.run_id
from crm.data_audits as audits
where audits.estate_id = :'estate_id' and audits.audit_key = :'audit_key'
