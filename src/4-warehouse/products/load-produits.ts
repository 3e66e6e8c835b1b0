/** The product exports into the catalogue: each tells the whole of what its source sells, so what it leaves out is no longer sold. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { RunWorld } from '../../world.ts';
import { copyCurated } from '../curated-file.ts';
import type { PlannedExport } from '../load-plan.ts';
import { type Loaded, loadedRows, recordLoad } from '../loaded.ts';

const createIncoming = loadSql(import.meta.url, './create-incoming-produits.sql');
const emptyIncoming = loadSql(import.meta.url, './empty-incoming-produits.sql');
const mergeCatalogue = loadSql(import.meta.url, './merge-catalogue.sql');
const unlistAbsent = loadSql(import.meta.url, './unlist-absent.sql');

/** Loads the product exports in order; gives those that were loaded for the first time. */
export async function loadProduits(
  world: RunWorld,
  session: Session,
  exports: readonly PlannedExport[],
): Promise<Loaded[]> {
  await session.execute(createIncoming);
  const loaded: Loaded[] = [];
  for (const { file, mode } of exports) {
    await session.execute(emptyIncoming);
    const rows = await copyCurated(world, session, 'incoming_produits', file);
    const told = { estate: world.estate, source: file.source };
    const stamp = { exported_at: file.exportedAt, file_hash: file.fileHash };
    let changed = await session.execute(mergeCatalogue, { ...told, ...stamp });
    // An empty export says nothing of what is sold: a cellar without products is a broken export.
    if (rows > 0) changed += await session.execute(unlistAbsent, told);
    if (mode === 'replay') continue;
    const result = loadedRows(file, rows, changed);
    await recordLoad(world, session, result);
    loaded.push(result);
  }
  return loaded;
}
