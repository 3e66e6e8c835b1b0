-- A job taken up again after its worker died is a new attempt: only the latest may still write the job's row.
alter table app.jobs
  add column attempt integer not null default 0,
  -- How often a worker died with it: work that kills its worker each time is not taken up for ever.
  add column deaths integer not null default 0;
