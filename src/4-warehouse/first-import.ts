/** The first import of a fresh server, when people wait for it: what may be set aside of the tables that it fills. */
import type { Session } from '../db/database.ts';
import { allStand, type IndexesAside, setIndexesAside } from './empty-tables.ts';
import type { LoadPlan } from './load-plan.ts';

/** From so many lines on it pays to make indexes anew. */
const largeRows = 100_000;

/** How many lines come, and how many of them with the first file. */
export interface ImportSize {
  readonly lines: number;
  readonly firstLines: number;
}

export function sizeOf(plan: LoadPlan): ImportSize {
  const lines = plan.sales.flatMap(({ files }) => files).map(({ file }) => file.rowsKept);
  return { lines: lines.reduce((sum, kept) => sum + kept, 0), firstLines: lines[0] ?? 0 };
}

/**
 * The indexes of the ledger, when many lines come and no estate holds one yet. Its keys stay unless the first file is a large one:
 * those that follow look up the documents of those before.
 */
export async function openLedger(session: Session, { lines, firstLines }: ImportSize): Promise<IndexesAside> {
  if (lines < largeRows) return allStand;
  const tables = ['etl.ventes_lignes', 'etl.documents'];
  return setIndexesAside(session, { tables, withKeys: firstLines >= largeRows, renew: true });
}

/** The indexes one finds clients by: each client is written, filled and put in a household before anybody looks for one. */
export async function openClients(session: Session, { lines }: ImportSize): Promise<IndexesAside> {
  if (lines < largeRows) return allStand;
  return setIndexesAside(session, { tables: ['etl.clients'], withKeys: false, renew: false });
}
