/**
 * A filter that few clients pass would have a list of a hundred thousand read to its end. Where they are few they are found first,
 * and the list read for them alone; where they are many, a page of them is found soon.
 */
import type { Session } from '../../../db/database.ts';
import { loadSql } from '../../../db/sql.ts';
import type { Condition } from '../lists/list.ts';

const decidedClients = loadSql(import.meta.url, './decided-clients.sql');
const stoppedClients = loadSql(import.meta.url, './stopped-clients.sql');

const few = 2000;

/** The clients with something decided so, as a condition on `"clientCode"`; none where they are many. */
export async function decidedAmongFew(session: Session, estate: string, decision: string): Promise<Condition[]> {
  const rows = await session.rows<{ code: string }>(decidedClients, { estate, decision, most: few + 1 });
  return conditionOn('decided_clients', rows);
}

/** The clients the audit of a computation stops, in the same way. */
export async function stoppedAmongFew(session: Session, estate: string, inputsHash: string): Promise<Condition[]> {
  const rows = await session.rows<{ code: string }>(stoppedClients, {
    estate,
    inputs_hash: inputsHash,
    most: few + 1,
  });
  return conditionOn('stopped_clients', rows);
}

function conditionOn(name: string, rows: readonly { readonly code: string }[]): Condition[] {
  if (rows.length > few) return [];
  return [{ sql: `"clientCode" = any(:'${name}'::text[])`, values: { [name]: rows.map(({ code }) => code) } }];
}
