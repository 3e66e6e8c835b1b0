/** Lets go of what old computations said of each client: a year of Mondays at most stays, and what the measure still needs. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { RunWorld } from '../world.ts';

const pruneDetails = loadSql(import.meta.url, './prune-details.sql');
const pruneRefusals = loadSql(import.meta.url, './prune-refusals.sql');
const markPrunedRuns = loadSql(import.meta.url, './mark-pruned-runs.sql');

/** Outcomes are read up to 90 days after a letter and compared with the same season a year before. */
const holdoutDays = 366 + 90;

/**
 * Removes the details and refusals of computations that are not current and older than the settings keep them; the
 * computations themselves stay, in counts. Gives the rows touched.
 */
export async function prune(session: Session, world: RunWorld): Promise<number> {
  const keepDays = 7 * world.settings.recommender.keep_weeks;
  const key = { estate_id: world.estate, as_of: world.asOf, keep_days: keepDays };
  const details = await session.execute(pruneDetails, { ...key, holdout_days: Math.max(keepDays, holdoutDays) });
  const refusals = await session.execute(pruneRefusals, key);
  const runs = await session.execute(markPrunedRuns, key);
  if (details + refusals > 0) world.log.info('old recommendations removed', { details, refusals });
  return details + refusals + runs;
}
