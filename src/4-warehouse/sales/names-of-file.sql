-- One row: the ways a curated file names what was sold, null where its cleaning did not keep them.
select names
from etl.curations
where estate_id = :'estate' and source = :'source' and dataset = :'dataset' and file_hash = :'file_hash';
