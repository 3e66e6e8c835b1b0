-- One row per document type of the file: how many live documents of its window the file holds, and how many that an older
-- export told it no longer does.
with held as (
  select document_type, count(*) as documents
  from incoming_documents
  where verdict in ('changed', 'unchanged')
  group by document_type
  union all
  select document_type, documents from held_types
)
select
  absent.document_type as "documentType",
  coalesce((select sum(held.documents) from held where held.document_type = absent.document_type), 0)::integer as held,
  count(*) as absent
from absent_documents as absent
group by absent.document_type
order by absent.document_type;
