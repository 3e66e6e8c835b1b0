-- One row: a client whom the rule found, and who is written to.
insert into crm.campaign_audience (estate_id, campaign_id, client_code, household_key, is_included)
select clients.estate_id, :'campaign_id'::uuid, clients.client_code, clients.household_key, true
from etl.clients as clients
where clients.estate_id = :'estate_id' and clients.client_code = :'client_code'
on conflict (estate_id, campaign_id, client_code) do update
set is_included = true, exclusion_code = null, exclusion_sentence = null
