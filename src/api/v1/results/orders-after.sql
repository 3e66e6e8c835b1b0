-- One row per document of a household that came within some days after a letter to it: the newest first.
select
  lignes.client_code as "clientCode",
  coalesce(nullif(concat_ws(' ', clients.prenom, clients.nom), ''), lignes.client_code) as "clientName",
  campaigns.name as "campaignName",
  campaigns.campaign_id::text as "campaignId",
  (outbox.accepted_at at time zone :'timezone')::date as "sentOn",
  min(lignes.date_livraison) as "orderedOn",
  lignes.source,
  lignes.document_id as "documentId",
  round(sum(lignes.mt_ht), 2)::float8 as "mtHt"
from crm.outbox as outbox
inner join crm.campaigns as campaigns
  on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
inner join etl.clients as clients
  on clients.estate_id = outbox.estate_id and clients.household_key = outbox.household_key
inner join etl.ventes_lignes as lignes
  on lignes.estate_id = clients.estate_id
  and lignes.client_code = clients.client_code
  and lignes.line_kind = 'sale'
  and lignes.date_livraison > (outbox.accepted_at at time zone :'timezone')::date
  and lignes.date_livraison <= (outbox.accepted_at at time zone :'timezone')::date + :'window_days'::integer
where outbox.estate_id = :'estate' and outbox.accepted_at is not null and not campaigns.is_dry_run
group by 1, 2, 3, 4, 5, lignes.source, lignes.document_id
order by "orderedOn" desc, lignes.source, lignes.document_id
limit :'limit'::integer
