-- One row per client of the current list, with their wines, what the audit found and how far the deciding is.
select
  pages.client_code as "clientCode",
  coalesce(clients.nom, '') as nom,
  coalesce(clients.prenom, '') as prenom,
  pages.segment,
  pages.tier,
  pages.net_ht,
  round(pages.net_ht, 2)::float8 as "netHt",
  verdicts.score as "auditScore",
  coalesce(verdicts.is_eligible, false) as "isEligible",
  coalesce(found.findings, '[]') as findings,
  lists.items,
  lists.scenarios,
  lists.states
from crm.customer_360 as pages
left join etl.clients as clients
  on clients.estate_id = pages.estate_id and clients.client_code = pages.client_code
left join crm.audit_verdicts as verdicts
  on verdicts.estate_id = pages.estate_id
  and verdicts.inputs_hash = :'inputs_hash'
  and verdicts.client_code = pages.client_code
cross join lateral (
  select
    array_agg(listed.scenario) as scenarios,
    array_agg(coalesce(last_words.decision, 'pending')) as states,
    jsonb_agg(
      jsonb_build_object(
        'rank', listed.rank,
        'scenario', listed.scenario,
        'produitKey', listed.produit_key,
        'wineKey', listed.wine_key,
        'label', listed.produit_label,
        'millesime', listed.millesime,
        'format', listed.format,
        'prixTtc', round(listed.prix_ttc, 2)::float8,
        'score', listed.score::float8,
        'reason', listed.reason,
        'promisedBottles', details.promised_bottles,
        'state', coalesce(last_words.decision, 'pending'),
        'decidedBy', last_words.decided_by,
        'decisionReason', last_words.reason
      )
      order by listed.rank
    ) as items
  from crm.recommendations as listed
  inner join crm.recommendation_details as details
    on details.estate_id = listed.estate_id
    and details.inputs_hash = listed.inputs_hash
    and details.client_code = listed.client_code
    and details.rank = listed.rank
  left join lateral (
    select items.decision, approvals.decided_by, approvals.reason
    from crm.approval_items as items
    left join crm.approvals as approvals
      on approvals.estate_id = items.estate_id and approvals.approval_id = items.approval_id
    where
      items.estate_id = listed.estate_id
      and items.client_code = listed.client_code
      and items.expires_at > :'at'::timestamptz
      and (
        (items.inputs_hash = listed.inputs_hash and items.rank = listed.rank)
        or items.content_hash = crm.recommendation_hash(
          listed.client_code, listed.scenario, listed.produit_key, listed.produit_label, listed.millesime,
          listed.format, listed.prix_ttc, listed.reason
        )
      )
    order by items.decided_at desc
    limit 1
  ) as last_words on true
  where listed.estate_id = pages.estate_id and listed.client_code = pages.client_code
) as lists
left join lateral (
  select
    jsonb_agg(
      jsonb_build_object(
        'rank', findings.rank,
        'code', findings.code,
        'severity', findings.severity,
        'fr', findings.sentence_fr,
        'en', findings.sentence_en
      )
      order by findings.severity, findings.rank, findings.code
    ) as findings
  from crm.audit_findings as findings
  where
    findings.estate_id = pages.estate_id
    and findings.inputs_hash = :'inputs_hash'
    and findings.client_code = pages.client_code
) as found on true
where pages.estate_id = :'estate' and lists.items is not null
