-- One row: how many documents of the file being loaded lie more than half a year from the document that has their number already, or
-- stretch over as long themselves. What is told again as it was is no news.
select count(*)::integer as reused
from incoming_documents as told
left join etl.documents as known
  on known.estate_id = :'estate' and known.source = :'source' and known.document_id = told.document_id
where
  told.verdict <> 'unchanged'
  and greatest(told.last_day, known.last_day) - least(told.first_day, known.first_day) > 180
