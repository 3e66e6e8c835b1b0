/** Stock-takings: what each name had on a day, then summed by product, so that an alias decided later moves its stock too. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { RunWorld, World } from '../../world.ts';
import { copyCurated } from '../curated-file.ts';
import type { PlannedExport } from '../load-plan.ts';
import { type Loaded, loadedRows, recordLoad } from '../loaded.ts';
import { registerNames } from '../products/register-names.ts';

const createIncoming = loadSql(import.meta.url, './create-incoming-stock.sql');
const emptyIncoming = loadSql(import.meta.url, './empty-incoming-stock.sql');
const fillNames = loadSql(import.meta.url, './fill-incoming-names.sql');
const mergeStockLines = loadSql(import.meta.url, './merge-stock-lines.sql');
const settleStockByProduct = loadSql(import.meta.url, './settle-stock.sql');

/** Loads the stock exports in order; gives those that were loaded for the first time. */
export async function loadStock(
  world: RunWorld,
  session: Session,
  exports: readonly PlannedExport[],
): Promise<Loaded[]> {
  await session.execute(createIncoming);
  const loaded: Loaded[] = [];
  for (const { file, mode } of exports) {
    await session.execute(emptyIncoming);
    const rows = await copyCurated(world, session, 'incoming_stock', file);
    await registerNames(world, session, file.source, () => session.execute(fillNames));
    const stamp = { exported_at: file.exportedAt, file_hash: file.fileHash };
    const changed = await session.execute(mergeStockLines, { estate: world.estate, source: file.source, ...stamp });
    if (mode === 'replay') continue;
    const result = loadedRows(file, rows, changed);
    await recordLoad(world, session, result);
    loaded.push(result);
  }
  return loaded;
}

/** Sums the stock of all names by product; gives the rows that differ. */
export async function settleStock(world: World, session: Session): Promise<number> {
  return session.execute(settleStockByProduct, { estate: world.estate });
}
