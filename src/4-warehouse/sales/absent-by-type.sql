-- One row per document type of the file: how many live documents of its window the file holds, and how many that an older
-- export told it no longer does.
with windows as (
  select document_type, min(first_day) as first_day, max(last_day) as last_day
  from incoming_documents
  group by document_type
),
held as (
  select document_type, count(*) as documents
  from incoming_documents
  where verdict in ('changed', 'unchanged')
  group by document_type
),
absent as (
  select known.document_type, count(*) as documents
  from etl.documents as known
  inner join windows on windows.document_type = known.document_type
  left join incoming_documents on incoming_documents.document_id = known.document_id
  where
    known.estate_id = :'estate'
    and known.source = :'source'
    and known.status = 'live'
    and known.exported_at < :'exported_at'::timestamptz
    and known.first_day >= windows.first_day
    and known.last_day <= windows.last_day
    and incoming_documents.document_id is null
  group by known.document_type
)
select
  absent.document_type as "documentType",
  coalesce(held.documents, 0) as held,
  absent.documents as absent
from absent
left join held on held.document_type = absent.document_type
order by absent.document_type;
