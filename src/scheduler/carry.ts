/** How a job reaches a worker: graphile-worker's table, one entry per job under the job's own id. */
import type { Session } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** The one task graphile-worker knows. */
export const carriedTask = 'cuvee_job';

const installed = sql(`select to_regclass('graphile_worker.jobs') is not null as is_installed`);
const addJob = sql(
  `select from graphile_worker.add_job(
     'cuvee_job',
     json_build_object('estate', :'estate_id'::text, 'jobId', :'job_id'::text),
     run_at => coalesce(:'run_at'::timestamptz, now()),
     max_attempts => 1000,
     job_key => :'job_id',
     job_key_mode => :'mode')`,
  'graphile_worker.add_job',
);

export interface CarriedJob {
  readonly estate: string;
  readonly jobId: string;
}

/**
 * Puts a job where a worker finds it, at once or at `runAt`. Where no worker has ever run on this database there is nothing to put it in:
 * the first one looks for what waits.
 */
export async function carryJob(session: Session, job: CarriedJob, runAt?: Date): Promise<void> {
  if (!(await isInstalled(session))) return;
  await session.execute(addJob, {
    estate_id: job.estate,
    job_id: job.jobId,
    run_at: runAt?.toISOString() ?? null,
    mode: runAt === undefined ? 'preserve_run_at' : 'replace',
  });
}

async function isInstalled(session: Session): Promise<boolean> {
  return (await session.one<{ is_installed: boolean }>(installed))?.is_installed ?? false;
}
