-- One row per verdict: documents and lines of the file that fell under it.
with judged as (
  select verdict, 1 as documents, line_count as lines from incoming_documents
  union all
  select 'unchanged', documents, lines from held_types
)
select verdict, sum(documents)::integer as documents, sum(lines)::bigint as lines
from judged
group by verdict
order by verdict;
