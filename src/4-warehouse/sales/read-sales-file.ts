/**
 * A curated sales file into temporary tables, as far as it says something new. Most documents of a weekly export are told again
 * word for word: their words are compared as one hash each, and only the lines of the others are copied.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { ownCsvField } from '../../values/own-csv.ts';
import type { World } from '../../world.ts';
import { copyCurated, copyCuratedRows, curatedBlocks, ledgerBroken } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { DocumentWords, recordsOf } from './document-words.ts';

const holdsDocuments = loadSql(import.meta.url, './holds-documents.sql');
const analyzeIncomingRuns = loadSql(import.meta.url, './analyze-incoming-runs.sql');
const fillIncomingWords = loadSql(import.meta.url, './fill-incoming-words.sql');
const analyzeIncomingWords = loadSql(import.meta.url, './analyze-incoming-words.sql');
const countWords = loadSql(import.meta.url, './count-words.sql');
const documentsToRead = loadSql(import.meta.url, './documents-to-read.sql');
const insertHeldDocuments = loadSql(import.meta.url, './insert-held-documents.sql');
const analyzeIncomingLines = loadSql(import.meta.url, './analyze-incoming-lines.sql');
const analyzeIncomingDocuments = loadSql(import.meta.url, './analyze-incoming-documents.sql');
const classifyDocuments = loadSql(import.meta.url, './classify-documents.sql');
const totalHt = loadSql(import.meta.url, './total-ht.sql');
const copyRuns = "copy pg_temp.incoming_runs from stdin with (format csv, delimiter ';')";

/** The temporary tables that this fills; whoever calls makes and empties them. */
export const incomingTables = ['incoming-lines', 'incoming-documents', 'incoming-runs', 'incoming-words'] as const;

/** Where more of the documents than this are to be read, the whole file is: picking lines out would cost more. */
const mostPicked = 0.3;

/**
 * Fills the temporary tables: every document of the file with its verdict, the lines at least of those that are not told again in
 * the same words. Gives the rows of the file. Throws LEDGER_BROKEN unless they and their net HT are what was kept of it.
 */
export async function readSalesFile(world: World, session: Session, file: Export): Promise<number> {
  const where = { estate: world.estate, source: file.source };
  const known = await session.one<{ isAny: boolean }>(holdsDocuments, where);
  const lines = await (known?.isAny ? readNewWords : readWhole)(world, session, file);
  if (lines !== file.rowsKept) throw ledgerBroken(file, { rowsKept: file.rowsKept, rowsRead: lines });
  await session.execute(analyzeIncomingDocuments);
  const kept = { rows_kept: file.rowsKept, mt_ht_kept: file.mtHtKept };
  const total = await session.one<{ lines: number; mtHt: string; isKept: boolean }>(totalHt, kept);
  if (!total?.isKept) throw ledgerBroken(file, { ...kept, linesTold: total?.lines, mtHtTold: total?.mtHt });
  return lines;
}

/** The first file of a source: every line is new, and its words are noted on the way. */
async function readWhole(world: World, session: Session, file: Export): Promise<number> {
  const words = new DocumentWords();
  // As bytes: a text put together of so many pieces keeps them all in memory.
  const runs: Buffer[] = [];
  const noted = async function* (): AsyncGenerator<Buffer> {
    for await (const block of curatedBlocks(world, file)) {
      runs.push(Buffer.from(words.take(block)));
      yield block;
    }
    runs.push(Buffer.from(words.finish()));
  };
  await copyCuratedRows(session, 'incoming_lines', noted());
  await session.copyIn(copyRuns, piecesOf(runs));
  await fillWords(world, session, file);
  await classifyLines(world, session, file);
  return words.lines;
}

async function readNewWords(world: World, session: Session, file: Export): Promise<number> {
  const words = new DocumentWords();
  await session.copyIn(copyRuns, runsOf(curatedBlocks(world, file), words));
  await fillWords(world, session, file);
  const count = await session.one<{ documents: number; held: number }>(countWords);
  const { documents, held } = count ?? { documents: 0, held: 0 };
  if (documents - held > documents * mostPicked) {
    await copyCurated(world, session, 'incoming_lines', file);
    await classifyLines(world, session, file);
    return words.lines;
  }
  if (held < documents) {
    const toRead = await session.rows<{ documentId: string }>(documentsToRead);
    const ids = new Set(toRead.map(({ documentId }) => ownCsvField(documentId)));
    await copyCuratedRows(session, 'incoming_lines', linesOf(curatedBlocks(world, file), ids));
    await classifyLines(world, session, file);
  }
  await session.execute(insertHeldDocuments, { estate: world.estate, source: file.source });
  return words.lines;
}

async function fillWords(world: World, session: Session, file: Export): Promise<void> {
  await session.execute(analyzeIncomingRuns);
  await session.execute(fillIncomingWords, {
    estate: world.estate,
    source: file.source,
    exported_at: file.exportedAt,
  });
  await session.execute(analyzeIncomingWords);
}

async function classifyLines(world: World, session: Session, file: Export): Promise<void> {
  await session.execute(analyzeIncomingLines);
  await session.execute(classifyDocuments, {
    estate: world.estate,
    source: file.source,
    exported_at: file.exportedAt,
  });
}

async function* runsOf(blocks: AsyncIterable<Buffer>, words: DocumentWords): AsyncGenerator<string> {
  for await (const block of blocks) yield words.take(block);
  yield words.finish();
}

async function* piecesOf(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

/** The header, and the lines of these documents. */
async function* linesOf(blocks: AsyncIterable<Buffer>, ids: ReadonlySet<string>): AsyncGenerator<Buffer> {
  let headerEnd: number | undefined;
  for await (const block of blocks) {
    if (headerEnd === undefined) {
      headerEnd = block.indexOf(0x0a) + 1;
      yield block.subarray(0, headerEnd);
      yield recordsOf(block.subarray(headerEnd), ids);
    } else {
      yield recordsOf(block, ids);
    }
  }
}
