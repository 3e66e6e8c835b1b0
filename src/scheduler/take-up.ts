/** Finds the jobs nobody carries any more, asked for before any worker was there, or left by one that died, and carries them again. */
import type { Database } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { carryJob } from './carry.ts';
import { withJobLock } from './held-job.ts';
import type { JobState } from './jobs.ts';

const lostJobs = loadSql(import.meta.url, './lost-jobs.sql');

/** A worker tells every two seconds that its job lives; one too busy to tell still holds the job's lock. */
const unseenMs = 10_000;

/** Carries again what is lost; gives how many. A job whose lock is held has a worker, however long it says nothing. */
export async function takeUpLost(database: Database, now: Date): Promise<number> {
  const lost = await database.rows<{ estate: string; jobId: string; state: JobState }>(lostJobs, {
    seen_before: new Date(now.getTime() - unseenMs).toISOString(),
  });
  let carried = 0;
  for (const { estate, jobId, state } of lost) {
    if (state === 'running' && !(await isAbandoned(database, { estate, jobId }))) continue;
    await database.transaction((session) => carryJob(session, { estate, jobId }));
    carried += 1;
  }
  return carried;
}

async function isAbandoned(
  database: Database,
  job: { readonly estate: string; readonly jobId: string },
): Promise<boolean> {
  return (await withJobLock(database, job, async () => true)) === true;
}
