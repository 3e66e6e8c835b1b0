-- One row per value of one row that a person corrects; said again, the newest word stands.
insert into etl.row_corrections (
  estate_id, source, dataset, row_hash, column_name, value, author, reason, decided_at
)
select
  :'estate', :'source', :'dataset', :'row_hash', given.column_name, given.value, :'author', :'reason', :'decided_at'::timestamptz
from jsonb_to_recordset(:'values'::jsonb) as given (column_name text, value text)
on conflict (estate_id, source, dataset, row_hash, column_name) do update
set value = excluded.value,
    author = excluded.author,
    reason = excluded.reason,
    decided_at = excluded.decided_at
