-- One row: the lines the ledger holds of the documents just written and their net HT, and whether both are what the documents say.
with told as (
  select coalesce(sum(line_count), 0) as lines, coalesce(sum(mt_ht), 0) as mt_ht
  from incoming_documents
  where verdict in ('new', 'changed', 'returned')
),
written as (
  select count(*) as lines, coalesce(sum(lines.mt_ht), 0) as mt_ht
  from etl.ventes_lignes as lines
  inner join incoming_documents as documents on documents.document_id = lines.document_id
  where
    lines.estate_id = :'estate'
    and lines.source = :'source'
    and documents.verdict in ('new', 'changed', 'returned')
)
select
  written.lines as "linesWritten",
  written.mt_ht as "mtHtWritten",
  written.lines = told.lines and written.mt_ht = told.mt_ht as "isWhole"
from written
cross join told;
