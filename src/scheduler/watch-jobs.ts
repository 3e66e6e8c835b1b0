/** Tells pages of the jobs that move: LISTEN on one connection for the whole process, and a look now and then where it is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Database } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Job } from './jobs.ts';

const changedJobs = loadSql(import.meta.url, './changed-jobs.sql');

/** While the connection stands, nothing is missed; without it jobs are looked at this often. */
const pollEveryMs = 5_000;

interface Watcher {
  readonly estate: string;
  readonly onJob: (job: Job) => void;
}

type ReadJob = (estate: string, jobId: string) => Promise<Job | undefined>;

/** `watch` of the queue. The connection is opened for the first watcher and closed after the last. */
export function createJobWatch(
  database: Database,
  read: ReadJob,
): (estate: string, onJob: (job: Job) => void, signal: AbortSignal) => void {
  const watchers = new Set<Watcher>();
  let isListening = false;

  const tell = async (estate: string, jobId: string): Promise<void> => {
    const concerned = [...watchers].filter((watcher) => watcher.estate === estate);
    if (concerned.length === 0) return;
    const job = await read(estate, jobId);
    if (job) for (const { onJob } of concerned) onJob(job);
  };

  const lookAround = async (since: Date): Promise<void> => {
    for (const estate of new Set([...watchers].map((watcher) => watcher.estate))) {
      const moved = await database.rows<{ jobId: string }>(changedJobs, {
        estate_id: estate,
        since: since.toISOString(),
      });
      for (const { jobId } of moved) await tell(estate, jobId);
    }
  };

  const listen = async (): Promise<void> => {
    isListening = true;
    let since = new Date();
    while (watchers.size > 0) {
      // The time without a connection is looked at once more, a little overlapping: a job told twice harms nobody.
      await listenOnce(database.url, {
        tell,
        isWanted: () => watchers.size > 0,
        onOpen: () => lookAround(since),
      }).catch(() => {});
      since = new Date(Date.now() - 2 * pollEveryMs);
      if (watchers.size > 0) await sleep(pollEveryMs);
    }
    isListening = false;
  };

  return (estate, onJob, signal) => {
    if (signal.aborted) return;
    const watcher = { estate, onJob };
    watchers.add(watcher);
    signal.addEventListener('abort', () => watchers.delete(watcher), { once: true });
    if (!isListening) void listen();
  };
}

interface Listening {
  readonly tell: (estate: string, jobId: string) => Promise<void>;
  readonly isWanted: () => boolean;
  readonly onOpen: () => Promise<void>;
}

/** Listens until the connection is lost or nobody watches any more. Throws when the connection cannot be made. */
async function listenOnce(url: string, { tell, isWanted, onOpen }: Listening): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'cuvee jobs', keepAlive: true });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  client.on('notification', ({ payload = '' }) => {
    const [estate = '', jobId = ''] = payload.split(' ');
    // A job that cannot be read now is told at its next move.
    tell(estate, jobId).catch(() => {});
  });
  try {
    await client.connect();
    await client.query('listen cuvee_jobs');
    await onOpen();
    while (!lost.signal.aborted && isWanted()) await sleep(1_000, undefined, { signal: lost.signal }).catch(() => {});
  } finally {
    await client.end().catch(() => {});
  }
}
