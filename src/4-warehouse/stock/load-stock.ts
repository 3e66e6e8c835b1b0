/** Stock-takings: what each name had on a day, then summed by product, so that an alias decided later moves its stock too. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { RunWorld, World } from '../../world.ts';
import { copyCurated } from '../curated-file.ts';
import type { PlannedExport } from '../load-plan.ts';
import { type Loaded, loadedRows, recordLoad } from '../loaded.ts';
import { settleProducts } from '../products/settle-products.ts';

const createIncoming = loadSql(import.meta.url, './create-incoming-stock.sql');
const emptyIncoming = loadSql(import.meta.url, './empty-incoming-stock.sql');
const forgetNoWine = loadSql(import.meta.url, './forget-no-wine.sql');
const registerStockNames = loadSql(import.meta.url, './register-stock-names.sql');
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
    const told = { estate: world.estate, source: file.source };
    const goneNames = await session.execute(forgetNoWine, told);
    const newNames = await session.execute(registerStockNames, told);
    if (newNames + goneNames > 0) await settleProducts(world, session);
    const stamp = { exported_at: file.exportedAt, file_hash: file.fileHash };
    const changed = await session.execute(mergeStockLines, { ...told, ...stamp });
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
