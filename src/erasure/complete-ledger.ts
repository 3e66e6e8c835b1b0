/** The ledger beside the backups knows everybody the database forgot: a lost file is made again, a restored estate brings its own. */
import { loadSql } from '../db/sql.ts';
import type { World } from '../world.ts';
import { ledgerFolder } from './erase-client.ts';
import { type LedgerLine, noteErasure, readLedger } from './ledger.ts';

const erasures = loadSql(import.meta.url, './erasures.sql');

/** Adds the erasures of the register that the ledger lacks; gives how many. */
export async function completeLedger(world: World): Promise<number> {
  const folder = ledgerFolder(world);
  const known = new Set((await readLedger(folder)).map(({ erasureId }) => erasureId));
  const rows = await world.database.rows<Omit<LedgerLine, 'requestedAt'> & { readonly requestedAt: Date }>(erasures, {
    estate: world.estate,
  });
  const lacking = rows.filter(({ erasureId }) => !known.has(erasureId));
  for (const row of lacking) await noteErasure(folder, { ...row, requestedAt: row.requestedAt.toISOString() });
  return lacking.length;
}
