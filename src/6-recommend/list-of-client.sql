-- One row per recommendation the estate sees for one client, in the order of the list, with how its score came about.
select
  listed.rank,
  listed.scenario,
  listed.slot,
  listed.produit_key,
  listed.produit_label,
  listed.millesime,
  listed.format,
  listed.prix_ttc,
  listed.score::float8 as score,
  listed.reason,
  details.promised_bottles,
  details.components,
  details.evidence
from crm.recommendations as listed
inner join crm.recommendation_details as details
  on
    details.estate_id = listed.estate_id
    and details.inputs_hash = listed.inputs_hash
    and details.client_code = listed.client_code
    and details.rank = listed.rank
where listed.estate_id = :'estate_id' and listed.client_code = :'client_code'
order by listed.rank
