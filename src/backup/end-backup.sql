-- One row: how a backup ended, made where it was begun before this database knew of backups.
insert into app.backups (
  estate_id, backup_id, reason, state, file_name, bytes, sha256, counts, copies, error, started_at, ended_at
)
values (
  :'estate', :'backup_id', :'reason', :'state', :'file_name', :'bytes'::bigint, :'sha256', :'counts'::jsonb,
  :'copies'::jsonb, :'error'::jsonb, :'started_at'::timestamptz, :'ended_at'::timestamptz
)
on conflict (estate_id, backup_id) do update
set
  state = excluded.state,
  bytes = excluded.bytes,
  sha256 = excluded.sha256,
  counts = excluded.counts,
  copies = excluded.copies,
  error = excluded.error,
  ended_at = excluded.ended_at
