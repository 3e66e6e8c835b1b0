/** One run at a time per estate, over all processes and machines on the same database. */
import { RefusedByRule } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import type { Database } from './database.ts';
import { sql } from './sql.ts';

// An advisory lock of a session: PostgreSQL frees it when its connection ends, however its process died.
const tryLock = sql(
  `select pg_try_advisory_lock(hashtextextended('cuvee run of estate_id ' || :'estate_id', 0)) as is_ours`,
);

/** Runs `work` while nobody else runs this estate; throws RefusedByRule('RUN_IN_PROGRESS') at once if somebody does. */
export async function withEstateLock<T>(database: Database, estateId: string, work: () => Promise<T>): Promise<T> {
  return database.onOwnConnection(async (session) => {
    const lock = await session.one<{ is_ours: boolean }>(tryLock, { estate_id: estateId });
    if (!lock?.is_ours) throw runInProgress(estateId);
    return work();
  });
}

function runInProgress(estateId: string): RefusedByRule {
  return new RefusedByRule(
    'RUN_IN_PROGRESS',
    sentence(
      `Un traitement du domaine « ${estateId} » est déjà en cours. Attendez qu'il se termine, puis recommencez.`,
      `A run of the estate "${estateId}" is already in progress. Wait until it ends, then try again.`,
    ),
    { retry: 'later', facts: { estateId } },
  );
}
