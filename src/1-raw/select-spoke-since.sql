-- One row: of the exports made after the one known and not after the one offered, the last. It is what counts.
select original_name as "originalName"
from etl.files
where
  estate_id = :'estate'
  and source = :'source'
  and dataset = :'dataset'
  and exported_at > :'known_at'::timestamptz
  and exported_at <= :'offered_at'::timestamptz
order by exported_at desc, received_at desc
limit 1
