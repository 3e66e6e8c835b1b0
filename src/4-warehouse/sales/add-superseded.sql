-- One row per late file of this run whose documents a newer export, already loaded, tells otherwise: lines told anew.
with told_anew as (
  select known_file_hash as file_hash, sum(known_line_count) as lines
  from incoming_documents
  where verdict = 'changed'
  group by known_file_hash
)
update etl.loads
set rows_superseded = loads.rows_superseded + told_anew.lines
from told_anew
where
  loads.estate_id = :'estate'
  and loads.source = :'source'
  and loads.dataset = 'ventes_lignes'
  and loads.run_id = :'run_id'::uuid
  and loads.file_hash = told_anew.file_hash;
