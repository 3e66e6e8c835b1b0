-- One row per person forgotten, as the ledger keeps them.
select
  erasure_id as "erasureId",
  subject_hashes as "subjectHashes",
  pseudonym,
  reason,
  requested_at as "requestedAt"
from app.erasures
where estate_id = :'estate'
order by requested_at, erasure_id
