/** The worker: takes jobs from graphile-worker, a few at a time, as many workers on one database as one likes. */
import { Logger, run, runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Log } from '../world.ts';
import { carriedTask } from './carry.ts';
import type { HouseTools } from './house-tools.ts';
import { runJob } from './run-job.ts';
import { takeUpLost } from './take-up.ts';
import { tasks as ourTasks } from './tasks/tasks.ts';

export interface Worker {
  /** Gives back what is under way, at the next row or step, and returns when nothing is. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Jobs at a time: a run computes, a sending waits; more than a few gain nothing. */
  readonly concurrency?: number;
  /** Stubs, in tests. */
  readonly tasks?: typeof ourTasks;
}

/** LISTEN tells of new jobs at once; the look now and then is for those put back until later. */
const pollEveryMs = 5_000;

const carriedSchema = z.object({ estate: z.string(), jobId: z.uuid() });

/** Starts taking jobs; graphile-worker's own tables are made first where they are not there. */
export async function startWorker(
  tools: HouseTools,
  { concurrency = 2, tasks = ourTasks }: WorkerOptions = {},
): Promise<Worker> {
  const pool = new Pool({
    connectionString: tools.database.url,
    application_name: workerName,
    max: concurrency + 3,
    keepAlive: true,
  });
  // A connection that breaks is replaced; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const stopping = new AbortController();
  const logger = loggerOver(tools.log);
  try {
    await installUnderLock(tools.database, pool, logger);
    const runner = await run({
      pgPool: pool,
      concurrency,
      pollInterval: pollEveryMs,
      noHandleSignals: true,
      logger,
      crontab: '',
      taskList: {
        [carriedTask]: (payload) => runJob(tools, tasks, carriedSchema.parse(payload), stopping.signal),
      },
    });
    // What was asked for before any worker was there.
    await takeUpLost(tools.database, tools.clock());
    const stop = async (): Promise<void> => {
      stopping.abort();
      await runner.stop().catch(() => {});
      await runner.promise.catch(() => {});
      await pool.end();
    };
    let stopped: Promise<void> | undefined;
    return { stop: () => (stopped ??= stop()) };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** What a worker's connections are called: by it one sees from anywhere that a worker lives. */
export const workerName = 'cuvee worker';

const waitForOurTurn = sql(`select pg_advisory_lock(hashtextextended('cuvee migrations', 0))`);

/** Several processes may start at once: one makes the tables, the others wait. */
async function installUnderLock(database: Database, pgPool: Pool, logger: Logger): Promise<void> {
  await database.onOwnConnection(async (session) => {
    await session.execute(waitForOurTurn);
    await runMigrations({ pgPool, logger });
  });
}

function loggerOver(log: Log): Logger {
  return new Logger(() => (level, message) => {
    const word: string = level;
    if (word === 'error') log.error(message);
    else if (word === 'warning') log.warn(message);
  });
}
