/** What one file changed in the warehouse, and its row in `etl.loads`, by which it is known as loaded. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { RunWorld } from '../world.ts';
import type { Export } from './load-plan.ts';

const insertLoad = loadSql(import.meta.url, './insert-load.sql');

export interface Loaded {
  readonly file: Export;
  /** Lines of the curated file that were taken in, whatever they changed. */
  readonly rowsLoaded: number;
  /** Rows that were really written. */
  readonly rowsChanged: number;
  readonly documentsNew: number;
  readonly documentsChanged: number;
  readonly documentsUnchanged: number;
  readonly documentsVanished: number;
  /** Lines of documents that a newer export tells otherwise. */
  readonly rowsSuperseded: number;
}

/** The counts of a file without documents. */
export function loadedRows(file: Export, rowsLoaded: number, rowsChanged: number): Loaded {
  return {
    file,
    rowsLoaded,
    rowsChanged,
    documentsNew: 0,
    documentsChanged: 0,
    documentsUnchanged: 0,
    documentsVanished: 0,
    rowsSuperseded: 0,
  };
}

/** Notes a file as loaded, in the transaction that loads it. */
export async function recordLoad(world: RunWorld, session: Session, loaded: Loaded): Promise<void> {
  await session.execute(insertLoad, {
    estate: world.estate,
    source: loaded.file.source,
    dataset: loaded.file.dataset,
    file_hash: loaded.file.fileHash,
    config_hash: loaded.file.configHash,
    run_id: world.runId,
    rows_loaded: loaded.rowsLoaded,
    rows_changed: loaded.rowsChanged,
    documents_new: loaded.documentsNew,
    documents_changed: loaded.documentsChanged,
    documents_unchanged: loaded.documentsUnchanged,
    documents_vanished: loaded.documentsVanished,
    rows_superseded: loaded.rowsSuperseded,
  });
}
