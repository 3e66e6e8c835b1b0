/** A job in a worker's hands: what only the hands that hold it may write. Each attempt has its number, and only the latest counts. */
import type { Database } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import { carryJob } from './carry.ts';
import { type JobError, type JobKind, type JobProgress, noteMove } from './jobs.ts';

const takeJob = loadSql(import.meta.url, './take-job.sql');
const beatJob = loadSql(import.meta.url, './beat-job.sql');
const endJob = loadSql(import.meta.url, './end-job.sql');
const putBackJob = loadSql(import.meta.url, './put-back-job.sql');

export interface HeldJob {
  readonly estate: string;
  readonly jobId: string;
  readonly kind: JobKind;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  readonly slotAt: Date | null;
  readonly attempt: number;
  /** How often a worker died with it. */
  readonly deaths: number;
}

export interface JobEnd {
  readonly state: 'done' | 'failed' | 'refused' | 'cancelled';
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: JobError;
}

/** Takes a job that waits, or one whose worker died (the caller holds its lock); undefined: there is nothing left to do. */
export async function takeHeldJob(
  database: Database,
  { estate, jobId }: { readonly estate: string; readonly jobId: string },
  now: Date,
): Promise<HeldJob | undefined> {
  return database.transaction(async (session) => {
    const row = await session.one<Omit<HeldJob, 'estate' | 'jobId'>>(takeJob, {
      estate_id: estate,
      job_id: jobId,
      now: now.toISOString(),
    });
    if (row) await noteMove(session, estate, jobId);
    return row && { estate, jobId, ...row };
  });
}

/** Says that the job lives, and how far it is. `isOurs` false: another attempt holds it now. */
export async function beat(
  database: Database,
  job: HeldJob,
  { progress, now }: { readonly progress: JobProgress | undefined; readonly now: Date },
): Promise<{ readonly isOurs: boolean; readonly cancelAskedBy: string | null }> {
  return database.transaction(async (session) => {
    const row = await session.one<{ cancelAskedBy: string | null }>(beatJob, {
      ...handsOf(job),
      progress: progress ? JSON.stringify(progress) : null,
      now: now.toISOString(),
    });
    if (row && progress) await noteMove(session, job.estate, job.jobId);
    return { isOurs: row !== undefined, cancelAskedBy: row?.cancelAskedBy ?? null };
  });
}

/** Ends the job, once: false when another attempt holds it now. */
export async function endHeldJob(database: Database, job: HeldJob, end: JobEnd, now: Date): Promise<boolean> {
  return database.transaction(async (session) => {
    const rows = await session.execute(endJob, {
      ...handsOf(job),
      state: end.state,
      result: end.result ? JSON.stringify(end.result) : null,
      error: end.error ? JSON.stringify(end.error) : null,
      now: now.toISOString(),
    });
    if (rows > 0) await noteMove(session, job.estate, job.jobId);
    return rows > 0;
  });
}

/** Puts the job back, to be taken up by any worker at `until`. */
export async function putBackHeldJob(
  database: Database,
  job: HeldJob,
  { until, progress, now }: { readonly until: Date; readonly progress?: JobProgress; readonly now: Date },
): Promise<void> {
  await database.transaction(async (session) => {
    const rows = await session.execute(putBackJob, {
      ...handsOf(job),
      progress: progress ? JSON.stringify(progress) : null,
      now: now.toISOString(),
    });
    if (rows === 0) return;
    await carryJob(session, job, until);
    await noteMove(session, job.estate, job.jobId);
  });
}

function handsOf({ estate, jobId, attempt }: HeldJob) {
  return { estate_id: estate, job_id: jobId, attempt };
}

// A session's advisory lock: PostgreSQL frees it when the connection of its worker ends, however the worker died.
const tryLock = sql(
  `select pg_try_advisory_lock(hashtextextended('cuvee job of estate_id ' || :'estate_id' || ' ' || :'job_id', 0)) as is_ours`,
);

/** Runs `work` while nobody else has this job in hand; undefined at once if somebody has. */
export async function withJobLock<Result>(
  database: Database,
  { estate, jobId }: { readonly estate: string; readonly jobId: string },
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  return database.onOwnConnection(async (session) => {
    const lock = await session.one<{ is_ours: boolean }>(tryLock, { estate_id: estate, job_id: jobId });
    return lock?.is_ours ? work() : undefined;
  });
}
