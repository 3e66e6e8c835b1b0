-- Adds one decision of a named person.
insert into crm.approvals (
  estate_id, approval_id, subject, scope, scope_key, decision, content_hash, author, decided_by, reason, item_count,
  decided_at, effective_at, expires_at
)
values (
  :'estate_id', :'approval_id', :'subject', :'scope', :'scope_key', :'decision', :'content_hash', :'author',
  :'decided_by', :'reason', :'item_count', :'decided_at'::timestamptz, :'effective_at'::timestamptz,
  :'expires_at'::timestamptz
)
