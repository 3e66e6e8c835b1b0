/**
 * The first sales file of a source, when nothing is known that its documents could be compared with: lines and documents go
 * straight into the ledger in one walk through the file, PostgreSQL taking lines in while the next ones are made ready.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { formatDecimal } from '../../values/decimal.ts';
import { ownCsvField } from '../../values/own-csv.ts';
import type { RunWorld, World } from '../../world.ts';
import { ledgerBroken } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { DocumentNumbers } from './document-numbers.ts';
import { type DocumentRun, DocumentRuns, daysOf } from './document-runs.ts';
import { copyLines, LedgerLines } from './ledger-lines.ts';
import { judgeDocuments, readRuns } from './read-sales-file.ts';
import { ReadAhead } from './read-ahead.ts';
import type { SaidNames } from './said-names.ts';
import { walkSales } from './sales-blocks.ts';
import type { SalesRecord } from './sales-record.ts';
import { produitKeysOf, writeLines } from './write-lines.ts';

const insertDocuments = loadSql(import.meta.url, './insert-documents.sql');
const forgetLinesOf = loadSql(import.meta.url, './forget-lines-of.sql');
const forgetDocumentsOf = loadSql(import.meta.url, './forget-documents-of.sql');
const heldOfSource = loadSql(import.meta.url, './held-of-source.sql');
const analyzeLedger = loadSql(import.meta.url, './analyze-ledger.sql');
const copyDocuments =
  'copy etl.documents (estate_id, source, file_hash, exported_at, run_id, status, document_id, document_type, line_count, mt_ht, ' +
  "first_day, last_day, content_hash, words_hash) from stdin with (format csv, delimiter ';')";
const copyCodes = "copy pg_temp.told_codes from stdin with (format csv, delimiter ';')";

/** What the first file of a source brought. */
export interface FirstFile {
  readonly lines: number;
  readonly documents: number;
}

/** Characters of rows put together as a text. */
const pieceCharacters = 64 * 1024;
/** So many documents wait until the connection takes them in. */
const mostWaiting = 10_000;
/** Pieces of lines made ready meanwhile, some 300 kB each. */
const mostAhead = 24;

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
  const told = new FirstDocuments(frontOf(world, file));
  const pieces = new ReadAhead(await linesOf(world, session, file, { names, told }), mostAhead);
  try {
    // A connection takes one table at a time: lines and documents in turns, so that neither has to be put aside.
    while (!pieces.isDone) {
      await session.copyIn(copyLines, untilManyWait(pieces, told));
      await session.copyIn(copyDocuments, told.waiting());
    }
  } finally {
    await pieces.end();
  }
  await session.copyIn(copyCodes, told.codes());
  if (told.apart.size > 0) await tellApart(world, session, file, { names, apart: told.apart });
  return assertHeld(world, session, file);
}

async function* untilManyWait(pieces: ReadAhead<Buffer>, told: FirstDocuments): AsyncGenerator<Buffer> {
  do {
    const lines = await pieces.next();
    if (lines !== undefined) yield lines;
  } while (!pieces.isDone && told.waitingCount < mostWaiting);
}

/** The lines of the file, its documents told on the way. */
async function linesOf(
  world: World,
  session: Session,
  file: Export,
  { names, told }: { readonly names: SaidNames; readonly told: FirstDocuments },
): Promise<AsyncGenerator<Buffer>> {
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
  const steps = {
    take: (record: SalesRecord) => lines.take(record, runs.take(record)),
    told: () => lines.told(),
  };
  return (async function* () {
    yield* walkSales(world, file, steps);
    runs.finish();
  })();
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
  // Nothing is known of the tables just filled: their lines would be looked up document by document, by no key.
  await session.execute(analyzeLedger);
  await session.execute(forgetLinesOf, where);
  await session.execute(forgetDocumentsOf, where);
  await judgeDocuments(world, session, file);
  await writeLines(world, session, file, { names });
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
  readonly #numbers = new DocumentNumbers();
  /** The first line of each pair of a source's code and ours; and the client met last under a source's code. */
  readonly #codes = new Map<string, string>();
  readonly #clientOf = new Map<string, string>();
  #last = '';
  /** Rows of `copyDocuments` that wait: as bytes, the last of them still a text; and their number. */
  #bytes: Buffer[] = [];
  #text = '';
  #waiting = 0;

  constructor(front: string) {
    this.#front = front;
  }

  get waitingCount(): number {
    return this.#waiting;
  }

  /** Whether a document begins that was not met before: its lines can be written. */
  isNew(documentId: string): boolean {
    const met = this.#numbers.count;
    const isNew = this.#numbers.learn(documentId) === met;
    if (!isNew) this.apart.add(documentId);
    return isNew;
  }

  take(run: DocumentRun): void {
    const { documentId } = run;
    this.#noteCodes(run);
    // The lines of another client in the same document.
    if (documentId === this.#last) this.apart.add(documentId);
    this.#last = documentId;
    if (this.apart.has(documentId)) return;
    this.#text += documentRow(this.#front, run);
    this.#waiting++;
    // Early: pieces of texts that wait for long are dear to keep.
    if (this.#text.length > pieceCharacters) this.#pack();
  }

  /** The documents that wait, as CSV; then none do. */
  async *waiting(): AsyncGenerator<Buffer> {
    this.#pack();
    const rows = Buffer.concat(this.#bytes);
    this.#bytes = [];
    this.#waiting = 0;
    yield rows;
  }

  #pack(): void {
    this.#bytes.push(Buffer.from(this.#text, 'latin1'));
    this.#text = '';
  }

  /** `source_code;client_code;file_line;is_touched` as CSV. */
  async *codes(): AsyncGenerator<Buffer> {
    for (const [codes, line] of this.#codes) yield Buffer.from(`${codes};${line};t\n`, 'latin1');
  }

  #noteCodes({ clientCode, sourceClientCode, firstLine }: DocumentRun): void {
    const sourceCode = sourceClientCode === '' ? clientCode : sourceClientCode;
    if (clientCode === '' || this.#clientOf.get(sourceCode) === clientCode) return;
    this.#clientOf.set(sourceCode, clientCode);
    const codes = `${sourceCode};${clientCode}`;
    if (!this.#codes.has(codes)) this.#codes.set(codes, firstLine);
  }
}

function documentRow(front: string, run: DocumentRun): string {
  const what = `${front};${run.documentId};${run.documentType};${run.lines};${formatDecimal(run.mtHt)}`;
  const hashes = `${run.contentOne}.${run.contentOther};${run.wordsOne}.${run.wordsOther}`;
  return `${what};${daysOf(run)};${hashes}\n`;
}
