/**
 * Whose openings and visits may be noted: who said so, apart from their yes to letters, and took neither back (CNIL; law.md, 3). Of
 * everybody else an opening is counted for the campaign and forgotten.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';

const selectTracked = loadSql(import.meta.url, './tracked-clients.sql');

/** Those of the clients who agreed. */
export async function trackedClients(
  session: Session,
  estate: string,
  clientCodes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (clientCodes.length === 0) return new Set();
  const rows = await session.rows<{ clientCode: string }>(selectTracked, { estate, client_codes: clientCodes });
  return new Set(rows.map(({ clientCode }) => clientCode));
}
