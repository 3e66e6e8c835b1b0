-- One row per live document that an older export told and the file does not, inside the window of its type.
insert into absent_documents (document_id, document_type)
with told as (
  select document_type, first_day, last_day from incoming_documents
  union all
  select document_type, first_day, last_day from held_types
),
windows as (
  select document_type, min(first_day) as first_day, max(last_day) as last_day
  from told
  group by document_type
)
select known.document_id, known.document_type
from untold_documents as untold
inner join etl.documents as known
  on known.estate_id = :'estate' and known.source = :'source' and known.document_id = untold.document_id
inner join windows on windows.document_type = known.document_type
where
  known.status = 'live'
  and known.exported_at < :'exported_at'::timestamptz
  and known.first_day >= windows.first_day
  and known.last_day <= windows.last_day
  and not exists (select from incoming_documents where incoming_documents.document_id = known.document_id);
