-- One row per file the warehouse holds.
select source, dataset, file_hash as "fileHash"
from etl.loads
where estate_id = :'estate'
order by source, dataset, file_hash;
