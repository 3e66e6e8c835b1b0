/**
 * Sales into the ledger. A weekly export overlaps the past: each document it holds replaces that document whole, the same
 * content changes nothing, and a document it should hold and no longer does has vanished.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { RunWorld } from '../../world.ts';
import type { Export, PlannedExport, SalesPlan } from '../load-plan.ts';
import { judgeNumbers } from '../drift/judge-numbers.ts';
import { judgeVanished } from '../drift/judge-vanished.ts';
import { registerNames } from '../products/register-names.ts';
import { type Loaded, loadedRows, recordLoad } from '../loaded.ts';
import { isManyOf } from '../many.ts';
import { readNames, type SaidNames } from './said-names.ts';
import { writeFirstFile } from './first-file.ts';
import { keepRefused } from './refused-documents.ts';
import { incomingTables, readSalesFile, type SalesRead } from './read-sales-file.ts';
import { writeLines } from './write-lines.ts';
import { type AbsentDocuments, decideVanished, type VanishedDecision } from './vanished.ts';

const createTables = [...incomingTables, 'absent-documents', 'told-codes', 'ledger-before'].map((table) =>
  loadSql(import.meta.url, `./create-${table}.sql`),
);
const emptyTables = [...incomingTables, 'absent-documents', 'told-codes'].map((table) =>
  loadSql(import.meta.url, `./empty-${table}.sql`),
);
const countVerdicts = loadSql(import.meta.url, './count-verdicts.sql');
const holdsDocuments = loadSql(import.meta.url, './holds-documents.sql');
const heldOfWindow = loadSql(import.meta.url, './held-of-window.sql');
const fillToldCodes = loadSql(import.meta.url, './fill-told-codes.sql');
const analyzeLedger = loadSql(import.meta.url, './analyze-ledger.sql');
const registerClientCodes = loadSql(import.meta.url, './register-client-codes.sql');
const touchClients = loadSql(import.meta.url, './touch-clients.sql');
const deleteReplacedLines = loadSql(import.meta.url, './delete-replaced-lines.sql');
const insertDocuments = loadSql(import.meta.url, './insert-documents.sql');
const updateDocuments = loadSql(import.meta.url, './update-documents.sql');
const noteWords = loadSql(import.meta.url, './note-words.sql');
const insertChanges = loadSql(import.meta.url, './insert-changes.sql');
const fillAbsent = loadSql(import.meta.url, './fill-absent-documents.sql');
const absentByType = loadSql(import.meta.url, './absent-by-type.sql');
const removeAbsent = loadSql(import.meta.url, './remove-absent.sql');
const addSuperseded = loadSql(import.meta.url, './add-superseded.sql');
const fillLedgerBefore = loadSql(import.meta.url, './fill-ledger-before.sql');
const clearLines = loadSql(import.meta.url, './clear-lines.sql');
const clearDocuments = loadSql(import.meta.url, './clear-documents.sql');
const clearRunChanges = loadSql(import.meta.url, './clear-run-changes.sql');
const insertRewoundChanges = loadSql(import.meta.url, './insert-rewound-changes.sql');

const copyNames = "copy pg_temp.incoming_names from stdin with (format csv, delimiter ';')";

/** What one verdict counts: documents and lines of the file that fell under it. */
interface VerdictCount {
  readonly verdict: 'new' | 'changed' | 'unchanged' | 'returned' | 'superseded';
  readonly documents: number;
  readonly lines: number;
}

/** One sales file taken in, and what it no longer held. */
export interface SalesLoaded extends Loaded {
  readonly vanished: VanishedDecision;
}

/** The temporary tables of the sales files, once per transaction. */
export async function prepareSales(session: Session): Promise<void> {
  for (const createTable of createTables) await session.execute(createTable);
}

/**
 * Loads the sales files of one source in the order of its plan, `afterFile` behind each. Gives one result per file loaded for the
 * first time.
 */
export async function loadSales(
  world: RunWorld,
  session: Session,
  plan: SalesPlan,
  afterFile: () => Promise<void>,
): Promise<SalesLoaded[]> {
  if (plan.rewind) await rewind(world, session, plan.source);
  const loaded: SalesLoaded[] = [];
  let uncounted = 0;
  for (const [index, planned] of plan.files.entries()) {
    world.progress.advance(planned.file.originalName, index, plan.files.length);
    const result = await loadSalesFile(world, session, planned);
    await afterFile();
    if (planned.mode !== 'replay') loaded.push(result);
    uncounted += result.rowsChanged;
    if (isManyOf(result.rowsLoaded, uncounted)) {
      await session.execute(analyzeLedger);
      uncounted = 0;
    }
  }
  if (plan.rewind) await noteRewoundChanges(world, session, plan.source);
  return loaded;
}

async function loadSalesFile(world: RunWorld, session: Session, { file, mode }: PlannedExport): Promise<SalesLoaded> {
  if (mode === 'repeat')
    return (await noteRepeat(world, session, file)) ?? loadSalesFile(world, session, { file, mode: 'load' });
  for (const emptyTable of emptyTables) await session.execute(emptyTable);
  const known = await session.one<{ isAny: boolean }>(holdsDocuments, { estate: world.estate, source: file.source });
  if (known?.isAny === false) return loadFirstFile(world, session, { file, mode });
  const read = await readSalesFile(world, session, file);
  const counts = await session.rows<VerdictCount>(countVerdicts);
  const documents = (verdict: VerdictCount['verdict']): number => countOf(counts, verdict)?.documents ?? 0;
  const superseded = countOf(counts, 'superseded')?.lines ?? 0;

  // A newer export of this window has spoken, and the files that would tell it again are gone: absence proves nothing.
  const vanished = superseded > 0 ? nothingVanished : await whatVanished(world, session, file);
  if (mode === 'load') await judgeVanished(world, session, file, vanished.removed);
  if (mode === 'load') await judgeNumbers(world, session, file, 'read');
  if (mode === 'replay') {
    await session.execute(addSuperseded, { estate: world.estate, source: file.source, run_id: world.runId });
  }
  const rowsInserted = await replaceDocuments(world, session, file, { counts, read });
  if (documents('unchanged') > 0) await session.execute(noteWords, { estate: world.estate, source: file.source });
  await removeVanished(world, session, file, vanished.removed);

  const result = {
    file,
    vanished,
    rowsLoaded: read.lines,
    rowsChanged: rowsInserted,
    documentsNew: documents('new'),
    documentsChanged: documents('changed') + documents('returned'),
    documentsUnchanged: documents('unchanged'),
    documentsVanished: sumOf(vanished.removed),
    rowsSuperseded: superseded,
  };
  if (mode === 'load') await recordLoad(world, session, result);
  return result;
}

/** The first file of a source: all that it tells is new, and nothing can have vanished. */
async function loadFirstFile(world: RunWorld, session: Session, { file, mode }: PlannedExport): Promise<SalesLoaded> {
  const names = await nameProducts(world, session, file);
  const { lines, documents } = await writeFirstFile(world, session, file, names);
  if (mode === 'load') await judgeNumbers(world, session, file, 'written');
  await session.execute(registerClientCodes, {
    estate: world.estate,
    source: file.source,
    file_hash: file.fileHash,
  });
  await session.execute(touchClients);
  const result = { ...loadedRows(file, lines, lines), documentsNew: documents, vanished: nothingVanished };
  if (mode === 'load') await recordLoad(world, session, result);
  return result;
}

/**
 * Notes a file that says what the one before it said, unread; undefined when the warehouse holds live, of the days of the file,
 * anything but its rows and its euros: then something may have vanished, and the file must speak for itself.
 */
async function noteRepeat(world: RunWorld, session: Session, file: Export): Promise<SalesLoaded | undefined> {
  const held = await session.one<{ documents: number; isWhole: boolean }>(heldOfWindow, {
    estate: world.estate,
    source: file.source,
    first_day: file.firstDay,
    last_day: file.lastDay,
    rows_kept: file.rowsKept,
    mt_ht_kept: file.mtHtKept,
  });
  if (!held?.isWhole) return undefined;
  const result = {
    ...loadedRows(file, file.rowsKept, 0),
    documentsUnchanged: held.documents,
    vanished: nothingVanished,
  };
  await recordLoad(world, session, result);
  return result;
}

/** Replaces the documents that say something new, whole. Gives the lines written. */
async function replaceDocuments(
  world: RunWorld,
  session: Session,
  file: Export,
  { counts, read }: { readonly counts: readonly VerdictCount[]; readonly read: SalesRead },
): Promise<number> {
  const verdicts = new Set(counts.map(({ verdict }) => verdict));
  if (counts.every(({ verdict }) => verdict === 'unchanged')) return 0;
  const where = { estate: world.estate, source: file.source };
  const stamp = { file_hash: file.fileHash, exported_at: file.exportedAt, run_id: world.runId };
  const { file_hash } = stamp;
  const names = await nameProducts(world, session, file);
  await session.execute(fillToldCodes);
  await session.execute(registerClientCodes, { ...where, file_hash });
  await session.execute(touchClients);
  if (verdicts.has('changed')) await session.execute(deleteReplacedLines, where);
  const isAnyWritten = verdicts.has('new') || verdicts.has('changed') || verdicts.has('returned');
  const rows = isAnyWritten ? await writeLines(world, session, file, { names, records: read.records }) : 0;
  await session.execute(insertDocuments, { ...where, ...stamp });
  if (verdicts.has('changed') || verdicts.has('returned')) {
    await session.execute(updateDocuments, { ...where, ...stamp });
    await session.execute(insertChanges, { ...where, file_hash, run_id: stamp.run_id });
  }
  return rows;
}

/** Makes every name of the file mean a product, and gives the names. */
async function nameProducts(world: RunWorld, session: Session, file: Export): Promise<SaidNames> {
  const names = await readNames(world, session, file);
  await registerNames(world, session, file.source, () => session.copyIn(copyNames, names.rows()));
  return names;
}

const nothingVanished: VanishedDecision = { removed: [], reported: [], refused: 0 };

async function whatVanished(world: RunWorld, session: Session, file: Export): Promise<VanishedDecision> {
  const told = { estate: world.estate, source: file.source, exported_at: file.exportedAt };
  const absent = await session.execute(fillAbsent, told);
  if (absent === 0) return nothingVanished;
  const refused = await keepRefused(world, session, file);
  return { ...decideVanished(await session.rows<AbsentDocuments>(absentByType), world.settings.import), refused };
}

async function removeVanished(
  world: RunWorld,
  session: Session,
  file: Export,
  removed: readonly AbsentDocuments[],
): Promise<void> {
  if (removed.length === 0) return;
  await session.execute(removeAbsent, {
    estate: world.estate,
    source: file.source,
    run_id: world.runId,
    file_hash: file.fileHash,
    exported_at: file.exportedAt,
    document_types: removed.map(({ documentType }) => documentType),
  });
}

async function rewind(world: RunWorld, session: Session, source: string): Promise<void> {
  const where = { estate: world.estate, source };
  await session.execute(fillLedgerBefore, where);
  await session.execute(clearLines, where);
  await session.execute(clearDocuments, where);
}

async function noteRewoundChanges(world: RunWorld, session: Session, source: string): Promise<void> {
  const where = { estate: world.estate, source, run_id: world.runId };
  await session.execute(clearRunChanges, where);
  await session.execute(insertRewoundChanges, where);
}

function countOf(counts: readonly VerdictCount[], verdict: VerdictCount['verdict']): VerdictCount | undefined {
  return counts.find((count) => count.verdict === verdict);
}

function sumOf(types: readonly AbsentDocuments[]): number {
  return types.reduce((sum, { absent }) => sum + absent, 0);
}
