-- One row: how many documents of a source stretch over more than half a year: several that have one number.
select count(*)::integer as reused
from etl.documents as documents
where documents.estate_id = :'estate' and documents.source = :'source' and documents.last_day - documents.first_day > 180
