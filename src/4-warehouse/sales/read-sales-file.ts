/**
 * A curated sales file as far as its documents: what it tells of each, and which say something new. Most documents of a weekly
 * export are told again word for word; they never reach the database.
 */
import { Readable } from 'node:stream';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { ledgerBroken } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { type DocumentRun, DocumentRuns, runRow } from './document-runs.ts';
import { KeptRecords } from './kept-records.ts';
import { KnownDocuments } from './known-documents.ts';
import { recogniseOlderDocuments } from './older-documents.ts';
import { walkSales } from './sales-blocks.ts';

const analyzeRuns = loadSql(import.meta.url, './analyze-incoming-runs.sql');
const emptyRuns = loadSql(import.meta.url, './empty-incoming-runs.sql');
const fillDocuments = loadSql(import.meta.url, './fill-incoming-documents.sql');
const analyzeDocuments = loadSql(import.meta.url, './analyze-incoming-documents.sql');
const analyzeUntold = loadSql(import.meta.url, './analyze-untold-documents.sql');
const totalHt = loadSql(import.meta.url, './total-ht.sql');
const copyRuns = "copy pg_temp.incoming_runs from stdin with (format csv, delimiter ';')";
const copyTypes = "copy pg_temp.held_types from stdin with (format csv, delimiter ';')";
const copyUntold = "copy pg_temp.untold_documents from stdin with (format csv, delimiter ';')";

/** The temporary tables that this fills; whoever calls makes and empties them. */
export const incomingTables = ['incoming-runs', 'incoming-documents', 'held-types', 'untold-documents'] as const;

/** What was read of a file. */
export interface SalesRead {
  readonly lines: number;
  /** The records of the documents that are not told word for word as held, in blocks; undefined when they are very many. */
  readonly records: readonly Buffer[] | undefined;
}

/**
 * Fills the temporary tables: the documents of the file with their verdict, those told word for word as held only by their type.
 * Throws LEDGER_BROKEN unless the lines of all and their net HT are what was kept of the file, or when it is no longer that file.
 */
export async function readSalesFile(world: World, session: Session, file: Export): Promise<SalesRead> {
  const { lines, records } = await readNews(world, session, file);
  if (lines !== file.rowsKept) throw ledgerBroken(file, { rowsKept: file.rowsKept, rowsRead: lines });
  await judgeDocuments(world, session, file);
  await recogniseOlderDocuments(world, session, file);
  const kept = { rows_kept: file.rowsKept, mt_ht_kept: file.mtHtKept };
  const total = await session.one<{ lines: number; mtHt: string; isKept: boolean }>(totalHt, kept);
  if (!total?.isKept) throw ledgerBroken(file, { ...kept, linesTold: total?.lines, mtHtTold: total?.mtHt });
  return { lines, records };
}

/** Notes the runs that tell something else than what is held, what is held of each type, and what is not told. */
async function readNews(world: World, session: Session, file: Export): Promise<SalesRead> {
  const known = await KnownDocuments.read(world, session, file);
  let read = await readUnheld(world, session, file, known);
  if (known.isTorn) {
    known.doubtAll();
    await session.execute(emptyRuns);
    read = await readUnheld(world, session, file, known);
  }
  await session.copyIn(copyTypes, known.types());
  await session.copyIn(copyUntold, Readable.from(await known.untold()));
  await session.execute(analyzeUntold);
  return read;
}

async function readUnheld(world: World, session: Session, file: Export, known: KnownDocuments): Promise<SalesRead> {
  const kept = new KeptRecords();
  const isNews = (run: DocumentRun): boolean => {
    const isHeld = known.takeHeld(run);
    kept.endRun(!isHeld);
    return !isHeld;
  };
  const lines = await copyRunsOf(world, session, file, { isNoted: isNews, kept });
  return { lines, records: kept.blocks() };
}

/** Notes the runs of some documents of the file (cells as the file writes them). */
export async function readRuns(world: World, session: Session, file: Export, only: ReadonlySet<string>): Promise<void> {
  await copyRunsOf(world, session, file, { isNoted: ({ documentId }) => only.has(documentId) });
}

/** Copies runs into their temporary table; gives the lines of all. */
async function copyRunsOf(
  world: World,
  session: Session,
  file: Export,
  { isNoted, kept }: { readonly isNoted: (run: DocumentRun) => boolean; readonly kept?: KeptRecords },
): Promise<number> {
  let text = '';
  const runs = new DocumentRuns((run) => {
    if (isNoted(run)) text += runRow(run);
  });
  const told = (): Buffer => {
    const rows = Buffer.from(text, 'latin1');
    text = '';
    return rows;
  };
  const rows = async function* (): AsyncGenerator<Buffer> {
    yield* walkSales(world, file, {
      take: (record) => {
        // First the run: what it tells of is the one before, when another begins here.
        runs.take(record);
        kept?.take(record);
      },
      told,
    });
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
