/**
 * The first sales file of a source, when nothing is known that its documents could be compared with: lines and documents go
 * straight into the ledger in one walk through the file, PostgreSQL taking lines in while the next ones are made ready.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { formatDecimal } from '../../values/decimal.ts';
import { ownCsvField } from '../../values/own-csv.ts';
import type { RunWorld } from '../../world.ts';
import { ledgerBroken } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { type DocumentRun, DocumentRuns, dayText } from './document-runs.ts';
import { copyLines, LedgerLines } from './ledger-lines.ts';
import { judgeDocuments, readRuns } from './read-sales-file.ts';
import type { SaidNames } from './said-names.ts';
import { walkSales } from './sales-blocks.ts';
import { SeenDocuments } from './seen-documents.ts';
import { Spool } from './spool.ts';
import { produitKeysOf, writeLines } from './write-lines.ts';

const insertDocuments = loadSql(import.meta.url, './insert-documents.sql');
const forgetLinesOf = loadSql(import.meta.url, './forget-lines-of.sql');
const forgetDocumentsOf = loadSql(import.meta.url, './forget-documents-of.sql');
const heldOfSource = loadSql(import.meta.url, './held-of-source.sql');
const copyDocuments =
  'copy etl.documents (estate_id, source, file_hash, exported_at, run_id, status, document_id, document_type, line_count, mt_ht, ' +
  "first_day, last_day, content_hash, words_hash) from stdin with (format csv, delimiter ';')";
const copyCodes = "copy pg_temp.told_codes from stdin with (format csv, delimiter ';')";

/** What the first file of a source brought. */
export interface FirstFile {
  readonly lines: number;
  readonly documents: number;
}

/**
 * Writes the lines and documents of a file whose names are settled, and notes its client codes in their temporary table. Throws
 * LEDGER_BROKEN unless the ledger then holds what was kept of the file, in lines and in euros.
 */
export async function writeFirstFile(
  world: RunWorld,
  session: Session,
  file: Export,
  names: SaidNames,
): Promise<FirstFile> {
  const spool = await Spool.open();
  try {
    const told = new FirstDocuments(frontOf(world, file), spool);
    await copyLinesOf(world, session, file, { names, told });
    await session.copyIn(copyDocuments, spool.read());
    await session.copyIn(copyCodes, told.codes());
    if (told.apart.size > 0) await tellApart(world, session, file, { names, apart: told.apart });
  } finally {
    await spool.remove();
  }
  return assertHeld(world, session, file);
}

async function copyLinesOf(
  world: RunWorld,
  session: Session,
  file: Export,
  { names, told }: { readonly names: SaidNames; readonly told: FirstDocuments },
): Promise<void> {
  const where = { estate: world.estate, source: file.source };
  const lines = new LedgerLines({
    ...where,
    fileHash: file.fileHash,
    names,
    produitKeys: await produitKeysOf(session, where),
    picked: { has: (documentId) => told.isNew(documentId) },
    // Those whose lines lie apart are not known yet: they are told anew, see tellApart.
    apart: new Set(),
  });
  const runs = new DocumentRuns((run) => told.take(run));
  const rows = async function* (): AsyncGenerator<Buffer> {
    yield* walkSales(world, file, {
      take: (record) => lines.take(record, runs.take(record)),
      told: () => lines.told(),
    });
    runs.finish();
  };
  await session.copyIn(copyLines, rows());
}

/** Documents whose lines lie apart in the file, few if any, are taken out and told in the ordinary way, which adds them up. */
async function tellApart(
  world: RunWorld,
  session: Session,
  file: Export,
  { names, apart }: { readonly names: SaidNames; readonly apart: ReadonlySet<string> },
): Promise<void> {
  const where = { estate: world.estate, source: file.source };
  await readRuns(world, session, file, apart);
  await session.execute(forgetLinesOf, where);
  await session.execute(forgetDocumentsOf, where);
  await judgeDocuments(world, session, file);
  await writeLines(world, session, file, names);
  const stamp = { file_hash: file.fileHash, exported_at: file.exportedAt, run_id: world.runId };
  await session.execute(insertDocuments, { ...where, ...stamp });
}

async function assertHeld(world: RunWorld, session: Session, file: Export): Promise<FirstFile> {
  const held = await session.one<FirstFile & { isWhole: boolean }>(heldOfSource, {
    estate: world.estate,
    source: file.source,
    rows_kept: file.rowsKept,
    mt_ht_kept: file.mtHtKept,
  });
  if (!held?.isWhole) throw ledgerBroken(file, { rowsKept: file.rowsKept, mtHtKept: file.mtHtKept, ...held });
  return { lines: held.lines, documents: held.documents };
}

/** What is the same for every document of the file, in the order of `copyDocuments`. */
function frontOf(world: RunWorld, file: Export): string {
  const cells = [world.estate, file.source, file.fileHash, file.exportedAt.toISOString(), world.runId, 'live'];
  return cells.map(ownCsvField).join(';');
}

/** Runs as documents, one each; documents of several runs are known as lying apart, and their later runs left out. */
class FirstDocuments {
  /** Cells as the file writes them, one character per byte. */
  readonly apart = new Set<string>();
  readonly #front: string;
  readonly #spool: Spool;
  readonly #seen = new SeenDocuments();
  readonly #codes = new Map<string, string>();
  #last = '';

  constructor(front: string, spool: Spool) {
    this.#front = front;
    this.#spool = spool;
  }

  /** Whether a document begins that was not met before: its lines can be written. */
  isNew(documentId: string): boolean {
    const isSeen = this.#seen.isSeen(documentId);
    if (isSeen) this.apart.add(documentId);
    return !isSeen;
  }

  take(run: DocumentRun): void {
    const { clientCode, sourceClientCode, documentId } = run;
    const codes = `${sourceClientCode === '' ? clientCode : sourceClientCode};${clientCode}`;
    if (clientCode !== '' && !this.#codes.has(codes)) this.#codes.set(codes, run.firstLine);
    // The lines of another client in the same document.
    if (documentId === this.#last) this.apart.add(documentId);
    this.#last = documentId;
    if (!this.apart.has(documentId)) this.#spool.write(documentRow(this.#front, run));
  }

  /** `source_code;client_code;file_line;is_touched` as CSV. */
  async *codes(): AsyncGenerator<Buffer> {
    for (const [codes, line] of this.#codes) yield Buffer.from(`${codes};${line};t\n`, 'latin1');
  }
}

function documentRow(front: string, run: DocumentRun): string {
  const what = `${front};${run.documentId};${run.documentType};${run.lines};${formatDecimal(run.mtHt)}`;
  const hashes = `${run.contentOne}.${run.contentOther};${run.wordsOne}.${run.wordsOther}`;
  return `${what};${dayText(run.firstDay)};${dayText(run.lastDay)};${hashes}\n`;
}
