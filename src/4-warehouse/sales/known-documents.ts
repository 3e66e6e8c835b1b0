/**
 * What the warehouse holds of the days of a sales file, kept in mind while the file is read: a document told again word for word is
 * known before a line of it reaches the database. Most of a weekly export is.
 */
import { type BinaryRow, binaryCopyOf, readBinaryRows } from '../../db/binary-copy.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { ownCsvField } from '../../values/own-csv.ts';
import { withRoom } from '../../values/with-room.ts';
import type { World } from '../../world.ts';
import type { Export } from '../load-plan.ts';
import { DocumentNumbers } from './document-numbers.ts';
import { type DocumentRun, daysOf } from './document-runs.ts';

const knownDocuments = loadSql(import.meta.url, './known-documents.sql');

/** The columns of `known-documents.sql`, in their order. */
const column = { documentId: 0, lines: 1, wordsHash: 2 } as const;
const columnCount = 3;
const point = 0x2e;
const figureZero = 0x30;

/** The documents of one type that a file tells word for word as the warehouse holds them, all together. */
interface HeldType {
  documents: number;
  lines: number;
  /** Net HT in ten-thousandths of a euro. */
  mtHt: number;
  /** Days as numbers: 20261005. */
  firstDay: number;
  lastDay: number;
}

/** What a file said of a document so far. */
const said = { nothing: 0, sameWords: 1, otherWords: 2 } as const;

/** Whole numbers kept of each document, side by side: its lines, the two halves of the hash of its words, what the file said of it. */
const factCount = 4;
const fact = { lines: 0, wordsOne: 1, wordsOther: 2, said: 3 } as const;
/** In place of the lines of a document whose words are not known: no run has so many. */
const doubted = -1;

export class KnownDocuments {
  readonly #numbers = new DocumentNumbers();
  #facts = new Int32Array(factCount << 10);
  readonly #types = new Map<string, HeldType>();
  #isTorn = false;
  /** The rows of `known-documents.sql`, as often as they are asked for. */
  readonly #rows: (take: (row: BinaryRow) => void) => Promise<void>;

  private constructor(rows: (take: (row: BinaryRow) => void) => Promise<void>) {
    this.#rows = rows;
  }

  /** The documents that a file may tell again as they are. */
  static async read(world: World, session: Session, file: Export): Promise<KnownDocuments> {
    const statement = binaryCopyOf(knownDocuments, {
      estate: world.estate,
      source: file.source,
      exported_at: file.exportedAt.toISOString(),
      first_day: file.firstDay ?? '-infinity',
      last_day: file.lastDay ?? 'infinity',
    });
    const known = new KnownDocuments((take) => readBinaryRows(session.copyOut(statement), columnCount, take));
    await known.#rows((row) => known.#learn(row));
    return known;
  }

  /** Takes a run of lines: true when it is the whole of a document, in the words the warehouse holds. */
  takeHeld(run: DocumentRun): boolean {
    const number = this.#numbers.find(run.documentId);
    if (number < 0) return false;
    const facts = this.#facts;
    const at = number * factCount;
    const before = facts[at + fact.said];
    const isSame =
      facts[at + fact.lines] === run.lines &&
      facts[at + fact.wordsOne] === (run.wordsOne | 0) &&
      facts[at + fact.wordsOther] === (run.wordsOther | 0);
    const isHeld = isSame && before === said.nothing;
    if (before === said.sameWords) this.#isTorn = true;
    facts[at + fact.said] = isHeld ? said.sameWords : said.otherWords;
    if (isHeld) this.#add(run);
    return isHeld;
  }

  /** Whether a document taken as held had more lines further on in the file: then the file must be read anew, see `doubtAll`. */
  get isTorn(): boolean {
    return this.#isTorn;
  }

  /** For reading the file anew: none is taken as held. */
  doubtAll(): void {
    this.#isTorn = false;
    this.#types.clear();
    for (let at = 0; at < this.#facts.length; at += factCount) {
      this.#facts[at + fact.lines] = doubted;
      this.#facts[at + fact.said] = said.nothing;
    }
  }

  /** `document_type;documents;lines;mt_ht;first_day;last_day` of the documents held, as CSV. */
  async *types(): AsyncGenerator<Buffer> {
    for (const [type, held] of this.#types) {
      yield Buffer.from(`${type};${held.documents};${held.lines};${held.mtHt};${daysOf(held)}\n`, 'latin1');
    }
  }

  /** The ids of those the file did not tell, as CSV. The warehouse is asked for them again: kept in mind they would be the most of all. */
  async untold(): Promise<Buffer> {
    let ids = '';
    const take = (row: BinaryRow): void => {
      const number = this.#numbers.find(idOf(row));
      const isUntold = this.#facts[number * factCount + fact.said] === said.nothing;
      if (isUntold) ids += `${ownCsvField(row.bytes.toString('utf8', ...span(row)))}\n`;
    };
    if (this.#isAnyUntold()) await this.#rows(take);
    return Buffer.from(ids);
  }

  #isAnyUntold(): boolean {
    const end = this.#numbers.count * factCount;
    for (let at: number = fact.said; at < end; at += factCount) if (this.#facts[at] === said.nothing) return true;
    return false;
  }

  #learn(row: BinaryRow): void {
    const before = this.#numbers.count;
    const number = this.#numbers.learn(idOf(row));
    const at = number * factCount;
    if (at + factCount > this.#facts.length) this.#facts = withRoom(this.#facts);
    const words = wordsOf(row);
    // Two ids of one hash: both are judged in the database.
    const isKnown = words !== undefined && number === before;
    const [one, other] = words ?? [0, 0];
    this.#facts.set([isKnown ? row.int32(column.lines) : doubted, one, other, said.nothing], at);
  }

  #add({ documentType, lines, mtHt, firstDay, lastDay }: DocumentRun): void {
    const type = this.#types.get(documentType) ?? { documents: 0, lines: 0, mtHt: 0, firstDay, lastDay };
    type.documents++;
    type.lines += lines;
    type.mtHt += mtHt;
    type.firstDay = Math.min(type.firstDay, firstDay);
    type.lastDay = Math.max(type.lastDay, lastDay);
    this.#types.set(documentType, type);
  }
}

/** Where the id of a document lies in its row. */
function span(row: BinaryRow): [start: number, end: number] {
  return [row.start(column.documentId), row.end(column.documentId)];
}

/** The id of a document, one character per byte. */
function idOf(row: BinaryRow): string {
  return row.bytes.toString('latin1', ...span(row));
}

/** The two halves of a hash of words; undefined for an unknown or an earlier notation. */
function wordsOf(row: BinaryRow): [number, number] | undefined {
  const start = row.start(column.wordsHash);
  const end = row.end(column.wordsHash);
  const middle = start < 0 ? -1 : row.bytes.subarray(start, end).indexOf(point);
  if (middle < 0) return undefined;
  return [numberOf(row.bytes, start, start + middle), numberOf(row.bytes, start + middle + 1, end)];
}

function numberOf(bytes: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = number * 10 + (bytes[at] ?? 0) - figureZero;
  return number;
}
