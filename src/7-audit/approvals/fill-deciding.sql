-- One row per current recommendation in the scope of a decision, with the hash of what it says and the bottles it promises.
-- What a person rejected or set aside one by one is not approved with the many: only by its own name again.
insert into deciding (client_code, rank, produit_key, score, bottles, content_hash, left_out)
select
  listed.client_code,
  listed.rank,
  listed.produit_key,
  listed.score,
  coalesce(details.promised_bottles, 0),
  hashes.content_hash,
  case
    when not :'is_approval'::boolean then null
    when not coalesce(verdicts.is_eligible, false) then 'not_eligible'
    when :'is_bulk'::boolean and items.decision in ('rejected', 'flagged') then 'decided'
  end
from crm.recommendations as listed
inner join crm.recommendation_details as details
  on details.estate_id = listed.estate_id
  and details.inputs_hash = listed.inputs_hash
  and details.client_code = listed.client_code
  and details.rank = listed.rank
left join crm.audit_verdicts as verdicts
  on verdicts.estate_id = listed.estate_id
  and verdicts.inputs_hash = listed.inputs_hash
  and verdicts.client_code = listed.client_code
left join crm.customer_360 as pages
  on pages.estate_id = listed.estate_id and pages.client_code = listed.client_code
cross join lateral (
  select
    crm.recommendation_hash(
      listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime, listed.format,
      listed.prix_ttc, listed.reason
    ) as content_hash
) as hashes
left join crm.approval_items as items
  on items.estate_id = listed.estate_id
  and items.client_code = listed.client_code
  and items.content_hash = hashes.content_hash
  and items.expires_at > :'now'::timestamptz
where
  listed.estate_id = :'estate_id'
  and (:'client_code'::text is null or listed.client_code = :'client_code')
  and (:'rank'::integer is null or listed.rank = :'rank')
  and (:'segment'::text is null or pages.segment = :'segment')
