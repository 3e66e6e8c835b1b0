-- One row: a restore drill and what it found.
insert into app.restore_drills (estate_id, drill_id, backup_id, ok, findings, started_at, ended_at)
values (
  :'estate', :'drill_id', :'backup_id', :'ok', :'findings'::jsonb, :'started_at'::timestamptz, :'ended_at'::timestamptz
)
