/**
 * A curated sales file as far as its documents: what it tells of each, and which say something new. Most documents of a weekly
 * export are told again word for word; their lines never reach the database.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { ledgerBroken } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { DocumentRuns, runRow } from './document-runs.ts';
import { recogniseOlderDocuments } from './older-documents.ts';
import { walkSales } from './sales-blocks.ts';

const analyzeRuns = loadSql(import.meta.url, './analyze-incoming-runs.sql');
const fillDocuments = loadSql(import.meta.url, './fill-incoming-documents.sql');
const analyzeDocuments = loadSql(import.meta.url, './analyze-incoming-documents.sql');
const totalHt = loadSql(import.meta.url, './total-ht.sql');
const copyRuns = "copy pg_temp.incoming_runs from stdin with (format csv, delimiter ';')";

/** The temporary tables that this fills; whoever calls makes and empties them. */
export const incomingTables = ['incoming-runs', 'incoming-documents'] as const;

/**
 * Fills the temporary tables: every document of the file with its verdict. Gives the lines of the file. Throws LEDGER_BROKEN unless
 * they and their net HT are what was kept of it, or when it is no longer the file that was kept.
 */
export async function readSalesFile(world: World, session: Session, file: Export): Promise<number> {
  const lines = await readRuns(world, session, file);
  if (lines !== file.rowsKept) throw ledgerBroken(file, { rowsKept: file.rowsKept, rowsRead: lines });
  await judgeDocuments(world, session, file);
  await recogniseOlderDocuments(world, session, file);
  const kept = { rows_kept: file.rowsKept, mt_ht_kept: file.mtHtKept };
  const total = await session.one<{ lines: number; mtHt: string; isKept: boolean }>(totalHt, kept);
  if (!total?.isKept) throw ledgerBroken(file, { ...kept, linesTold: total?.lines, mtHtTold: total?.mtHt });
  return lines;
}

/** Notes the runs of all documents of the file, or of those among `only` (cells as the file writes them). Gives its lines. */
export async function readRuns(
  world: World,
  session: Session,
  file: Export,
  only?: ReadonlySet<string>,
): Promise<number> {
  let text = '';
  const runs = new DocumentRuns((run) => {
    if (only === undefined || only.has(run.documentId)) text += runRow(run);
  });
  const told = (): Buffer => {
    const rows = Buffer.from(text, 'latin1');
    text = '';
    return rows;
  };
  const rows = async function* (): AsyncGenerator<Buffer> {
    yield* walkSales(world, file, { take: (record) => runs.take(record), told });
    runs.finish();
    yield told();
  };
  await session.copyIn(copyRuns, rows());
  await session.execute(analyzeRuns);
  return runs.lines;
}

/** Adds the runs up to documents, each with its verdict. */
export async function judgeDocuments(world: World, session: Session, file: Export): Promise<void> {
  await session.execute(fillDocuments, { estate: world.estate, source: file.source, exported_at: file.exportedAt });
  await session.execute(analyzeDocuments);
}
