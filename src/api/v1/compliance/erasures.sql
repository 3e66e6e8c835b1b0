-- One row per person forgotten: nothing that names them.
select
  erasures.erasure_id::text as "erasureId",
  erasures.pseudonym,
  erasures.reason,
  erasures.requested_by as "requestedBy",
  erasures.requested_at as "requestedAt",
  erasures.done_at as "doneAt"
from app.erasures as erasures
where erasures.estate_id = :'estate'
