-- One row: whether the net HT of the file's lines is what was kept of it, to the last decimal.
select coalesce(sum(mt_ht), 0) as "mtHt", coalesce(sum(mt_ht), 0) = :'mt_ht_kept'::numeric as "isKept"
from incoming_documents;
