-- One row per wine of a client's current list: how its score came about, and on what evidence.
select details.rank, details.components, details.evidence
from crm.recommendations as listed
inner join crm.recommendation_details as details
  on details.estate_id = listed.estate_id
  and details.inputs_hash = listed.inputs_hash
  and details.client_code = listed.client_code
  and details.rank = listed.rank
where listed.estate_id = :'estate' and listed.client_code = :'client_code'
order by details.rank
