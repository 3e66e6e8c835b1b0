/**
 * The work asked of the house, by a person or by the week. A job is a row of `app.jobs`, which a page may read at any time;
 * graphile-worker only carries it to a worker, at least once. What a job does is made once by the keys of its own room.
 */
import type { Database, Session } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import { writeJournal } from '../journal/journal.ts';
import { stableJson } from '../values/stable-json.ts';
import { uuidV7 } from '../values/uuid.ts';
import { carryJob } from './carry.ts';
import { createJobWatch } from './watch-jobs.ts';

const insertJob = loadSql(import.meta.url, './insert-job.sql');
const sameJob = loadSql(import.meta.url, './same-job.sql');
const cancelJob = loadSql(import.meta.url, './cancel-job.sql');
const listJobs = loadSql(import.meta.url, './list-jobs.sql');

export const jobKinds = [
  'run',
  'send_campaign',
  'reconcile',
  'automation',
  'evaluate',
  'report',
  'backup',
  'restore_drill',
  'retention',
  'collect_mail',
  'push_contacts',
  'erase_client',
] as const;
export type JobKind = (typeof jobKinds)[number];

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'refused' | 'cancelled' | 'skipped';

/** How far a job is, in the words a person reads; `total` is null where nobody knows it. */
export interface JobProgress {
  readonly label: { readonly fr: string; readonly en: string };
  readonly done: number;
  readonly total: number | null;
  /** The step of the journey under way, in a run. */
  readonly step?: string;
}

/** Why a job ended badly. */
export interface JobError {
  readonly code: string;
  readonly sentence: { readonly fr: string; readonly en: string };
}

/** One job as a page shows it. */
export interface Job {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly payload: Readonly<Record<string, unknown>>;
  /** A person's name, or `cuvee` for the week. */
  readonly requestedBy: string;
  /** For work of the week: the moment it was due. */
  readonly slotAt: Date | null;
  readonly progress: JobProgress | null;
  /** What the work answered; its shape is the kind's own. */
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly error: JobError | null;
  readonly cancelAskedBy: string | null;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly seenAt: Date | null;
  readonly endedAt: Date | null;
}

export interface JobRequest {
  readonly estate: string;
  readonly kind: JobKind;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  readonly slotAt?: Date;
}

export interface JobFilter {
  readonly kind?: JobKind;
  readonly state?: JobState;
  /** 50 unless said. */
  readonly limit?: number;
}

export interface JobQueue {
  /** Asks for work. The slot of a week is asked for once, and the same work twice is one job while it waits: then `isNew` is false. */
  request(job: JobRequest): Promise<{ readonly jobId: string; readonly isNew: boolean }>;
  /** A waiting job is cancelled at once, a running one before its next row. False: there was nothing to cancel. */
  cancel(estate: string, jobId: string, by: string): Promise<boolean>;
  /** One job; undefined when the estate has none of that id. */
  read(estate: string, jobId: string): Promise<Job | undefined>;
  /** The latest jobs, newest first. */
  list(estate: string, filter?: JobFilter): Promise<readonly Job[]>;
  /** Calls `onJob` with each job of the estate that moves, until the signal; one connection serves every watcher of the process. */
  watch(estate: string, onJob: (job: Job) => void, signal: AbortSignal): void;
}

/** The queue over the pipeline's database (not the web's: a job may be carried to graphile-worker's own tables). */
export function createJobQueue(database: Database, clock: () => Date = () => new Date()): JobQueue {
  const read = async (estate: string, jobId: string): Promise<Job | undefined> =>
    (await database.rows<Job>(listJobs, filterOf(estate, { limit: 1 }, jobId)))[0];
  return {
    request: (job) => database.transaction((session) => requestJob(session, job, clock())),
    cancel: (estate, jobId, by) =>
      database.transaction((session) => askToCancel(session, { estate, jobId, by, now: clock() })),
    read,
    list: (estate, filter = {}) => database.rows<Job>(listJobs, filterOf(estate, filter, null)),
    watch: createJobWatch(database, read),
  };
}

function filterOf(estate: string, { kind, state, limit }: JobFilter, jobId: string | null) {
  return { estate_id: estate, job_id: jobId, kind: kind ?? null, state: state ?? null, limit: limit ?? 50 };
}

/** Asks for work inside a transaction; see `JobQueue.request`. */
export async function requestJob(
  session: Session,
  { estate, kind, payload = {}, requestedBy, slotAt }: JobRequest,
  now: Date,
): Promise<{ jobId: string; isNew: boolean }> {
  const same = { estate_id: estate, kind, payload: stableJson(payload), slot_at: slotAt?.toISOString() ?? null };
  const inserted = await session.one<{ job_id: string }>(insertJob, {
    ...same,
    job_id: uuidV7(now),
    requested_by: requestedBy,
    requested_at: now.toISOString(),
  });
  if (inserted === undefined) {
    const existing = await session.one<{ job_id: string }>(sameJob, same);
    // The waiting job was taken between the two statements: ask again for what is now free to be asked.
    return existing
      ? { jobId: existing.job_id, isNew: false }
      : requestJob(session, { estate, kind, payload, requestedBy }, now);
  }
  const jobId = inserted.job_id;
  await carryJob(session, { estate, jobId });
  await noteMove(session, estate, jobId);
  if (requestedBy !== 'cuvee') {
    await writeJournal(session, {
      estate,
      actor: requestedBy,
      action: 'job.requested',
      subject: `job ${jobId}`,
      after: { kind, payload },
    });
  }
  return { jobId, isNew: true };
}

async function askToCancel(
  session: Session,
  {
    estate,
    jobId,
    by,
    now,
  }: { readonly estate: string; readonly jobId: string; readonly by: string; readonly now: Date },
): Promise<boolean> {
  const job = await session.one<{ kind: JobKind; state: JobState }>(cancelJob, {
    estate_id: estate,
    job_id: jobId,
    by,
    now: now.toISOString(),
  });
  if (!job) return false;
  await noteMove(session, estate, jobId);
  await writeJournal(session, {
    estate,
    actor: by,
    action: 'job.cancelled',
    subject: `job ${jobId}`,
    after: { kind: job.kind, state: job.state },
  });
  return true;
}

const notify = sql(`select pg_notify('cuvee_jobs', :'estate_id' || ' ' || :'job_id')`);

/** Tells every process that watches that a job moved; it is told when the transaction commits. */
export async function noteMove(session: Session, estate: string, jobId: string): Promise<void> {
  await session.execute(notify, { estate_id: estate, job_id: jobId });
}
