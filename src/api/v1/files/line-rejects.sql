-- One row per reason some lines of a file were refused.
select
  rejects.file_line::int as line,
  rejects.column_name as "column",
  rejects.code,
  rejects.sentence_fr as sentence
from etl.rejects as rejects
where rejects.estate_id = :'estate'
  and rejects.source = :'source'
  and rejects.dataset = :'dataset'
  and rejects.file_hash = :'file_hash'
  and rejects.file_line between :'from'::bigint and :'to'::bigint
order by rejects.file_line, rejects.column_name, rejects.code
