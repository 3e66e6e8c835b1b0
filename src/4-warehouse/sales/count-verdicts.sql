-- One row per verdict: documents, lines and net HT of the file that fell under it.
select
  verdict,
  count(*) as documents,
  sum(line_count)::bigint as lines,
  sum(mt_ht) as "mtHt"
from incoming_documents
group by verdict
order by verdict;
