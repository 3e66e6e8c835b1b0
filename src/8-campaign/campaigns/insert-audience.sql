-- One row per client the filter found.
insert into crm.campaign_audience (
  estate_id, campaign_id, client_code, household_key, is_included, exclusion_code, exclusion_sentence
)
select
  :'estate_id', :'campaign_id'::uuid, given."clientCode", given."householdKey", given.code is null, given.code,
  given.sentence
from jsonb_to_recordset(:'rows'::jsonb) as given ("clientCode" text, "householdKey" text, code text, sentence text)
