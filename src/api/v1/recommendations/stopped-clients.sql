-- One row per client whom the audit of a computation stops.
select verdicts.client_code as code
from crm.audit_verdicts as verdicts
where verdicts.estate_id = :'estate' and verdicts.inputs_hash = :'inputs_hash' and not verdicts.is_eligible
limit :'most'::integer
