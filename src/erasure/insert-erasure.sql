-- One row: a person forgotten, known by hashes alone.
insert into app.erasures (
  estate_id, erasure_id, subject_hashes, pseudonym, reason, requested_by, requested_at, done_at, counts
)
values (
  :'estate', :'erasure_id', :'subject_hashes', :'pseudonym', :'reason', :'requested_by', :'requested_at'::timestamptz,
  :'done_at'::timestamptz, :'counts'::jsonb
)
on conflict (estate_id, erasure_id) do update
set done_at = excluded.done_at, counts = excluded.counts
