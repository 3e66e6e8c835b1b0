-- One row per thing that happened between a client and the estate: a document, a letter, a word of consent, a note, a task.
select
  'order ' || documents.source || ' ' || documents.document_id as "entryId",
  'order' as kind,
  max(documents.date_livraison) as "on",
  documents.document_type as state,
  left(string_agg(documents.produit_label, ', ' order by documents.mt_ht desc, documents.line_id), 300) as words,
  round(sum(documents.mt_ht) filter (where documents.line_kind in ('sale', 'return')), 2)::float8 as "netHt",
  (
    sum(documents.qty_bottles)
    filter (where documents.line_kind in ('sale', 'return') and documents.produit_key is not null)
  )::float8 as bottles,
  documents.source,
  documents.document_id as "documentId",
  null as "campaignId",
  null as "campaignName",
  null as author
from etl.ventes_lignes as documents
where documents.estate_id = :'estate' and documents.client_code = :'client_code'
group by documents.source, documents.document_id, documents.document_type
union all
select
  'letter ' || letters.contact_id, 'letter', (letters.contacted_at at time zone 'Europe/Paris')::date, letters.status,
  case when letters.is_marketing then letters.channel else letters.channel || ' (service)' end, null, null, null, null,
  letters.campaign_id, campaigns.name, null
from crm.contact_log as letters
left join crm.campaigns as campaigns
  on campaigns.estate_id = letters.estate_id and campaigns.campaign_id::text = letters.campaign_id
where letters.estate_id = :'estate' and letters.client_code = :'client_code'
union all
select
  'letter ' || source || ' ' || contact_date || ' ' || channel || ' ' || campaign_id || ' ' || status, 'letter', contact_date,
  status, channel, null, null, null, null, nullif(campaign_id, ''), null, null
from etl.contacts
where estate_id = :'estate' and client_code = :'client_code'
union all
select
  'consent ' || channel || ' ' || event || ' ' || evidence, 'consent', happened_on, event, channel, null, null, null, null,
  null, null, evidence
from etl.consent_events
where estate_id = :'estate' and client_code = :'client_code'
union all
select
  'note ' || note_id, 'note', (written_at at time zone 'Europe/Paris')::date, '', words, null, null, null, null, null, null, author
from crm.client_notes
where estate_id = :'estate' and client_code = :'client_code'
union all
select
  'task ' || task_id, 'task', (created_at at time zone 'Europe/Paris')::date, state, title, null, null, null, null, null,
  null, author
from crm.tasks
where estate_id = :'estate' and client_code = :'client_code'
