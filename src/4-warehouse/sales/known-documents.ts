/**
 * What the warehouse holds of the days of a sales file, kept in mind while the file is read: a document told again word for word is
 * known before a line of it reaches the database. Most of a weekly export is.
 */
import { type BinaryRow, binaryCopyOf, readBinaryRows } from '../../db/binary-copy.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { KnownBytes } from '../../values/known-bytes.ts';
import { ownCsvField } from '../../values/own-csv.ts';
import type { World } from '../../world.ts';
import type { Export } from '../load-plan.ts';
import { type DocumentRun, daysOf } from './document-runs.ts';
import { viewOf } from './sales-record.ts';

const knownDocuments = loadSql(import.meta.url, './known-documents.sql');

/** The columns of `known-documents.sql`, in their order. */
const column = { documentId: 0, lines: 1, wordsHash: 2 } as const;
const columnCount = 3;
const point = 0x2e;
const figureZero = 0x30;
/** A longer id is nobody's; its document is judged in the database. */
const longestId = 1024;

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

/** What a file said of a document so far: nothing, the words held, others. */
type Said = 'nothing' | 'same' | 'other';

export class KnownDocuments {
  readonly #ids = new KnownBytes();
  readonly #lines: number[] = [];
  readonly #wordsOne: number[] = [];
  readonly #wordsOther: number[] = [];
  readonly #said: Said[] = [];
  readonly #types = new Map<string, HeldType>();
  #isTorn = false;
  /** Bytes looked at last, and where ids of runs are laid out as bytes. */
  #bytes: Buffer = Buffer.alloc(0);
  #view = viewOf(this.#bytes);
  readonly #id = Buffer.alloc(longestId);
  readonly #idView = viewOf(this.#id);

  /** The documents that a file may tell again as they are. */
  static async read(world: World, session: Session, file: Export): Promise<KnownDocuments> {
    const known = new KnownDocuments();
    const statement = binaryCopyOf(knownDocuments, {
      estate: world.estate,
      source: file.source,
      exported_at: file.exportedAt.toISOString(),
      first_day: file.firstDay ?? '-infinity',
      last_day: file.lastDay ?? 'infinity',
    });
    await readBinaryRows(session.copyOut(statement), columnCount, (row) => known.#learn(row));
    return known;
  }

  /** Takes a run of lines: true when it is the whole of a document, in the words the warehouse holds. */
  takeHeld(run: DocumentRun): boolean {
    if (run.documentId.length > longestId) return false;
    const length = this.#id.write(run.documentId, 'latin1');
    const number = this.#ids.find(this.#id, this.#idView, 0, length);
    if (number < 0) return false;
    const before = this.#said[number];
    const isSame =
      this.#lines[number] === run.lines &&
      this.#wordsOne[number] === run.wordsOne &&
      this.#wordsOther[number] === run.wordsOther;
    const isHeld = isSame && before === 'nothing';
    if (before === 'same') this.#isTorn = true;
    this.#said[number] = isHeld ? 'same' : 'other';
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
    this.#said.fill('nothing');
    this.#lines.fill(-1);
  }

  /** `document_type;documents;lines;mt_ht;first_day;last_day` of the documents held, as CSV. */
  async *types(): AsyncGenerator<Buffer> {
    for (const [type, held] of this.#types) {
      yield Buffer.from(`${type};${held.documents};${held.lines};${held.mtHt};${daysOf(held)}\n`, 'latin1');
    }
  }

  /** The ids of those the file did not tell, as CSV. */
  async *untold(): AsyncGenerator<Buffer> {
    const ids: string[] = [];
    this.#ids
      .texts((number) => this.#said[number] === 'nothing')
      .forEach((id) => ids.push(`${ownCsvField(id.toString('utf8'))}\n`));
    yield Buffer.from(ids.join(''));
  }

  #learn(row: BinaryRow): void {
    const { bytes } = row;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = viewOf(bytes);
    }
    this.#ids.learn(bytes, this.#view, row.start(column.documentId), row.end(column.documentId));
    const [one, other] = wordsOf(bytes, row.start(column.wordsHash), row.end(column.wordsHash));
    this.#lines.push(row.int32(column.lines));
    this.#wordsOne.push(one);
    this.#wordsOther.push(other);
    this.#said.push('nothing');
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

/** The two halves of a hash of words; of an unknown or an earlier notation none that any run has. */
function wordsOf(bytes: Buffer, start: number, end: number): [number, number] {
  const middle = start < 0 ? -1 : bytes.subarray(start, end).indexOf(point);
  if (middle < 0) return [Number.NaN, Number.NaN];
  return [numberOf(bytes, start, start + middle), numberOf(bytes, start + middle + 1, end)];
}

function numberOf(bytes: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = number * 10 + (bytes[at] ?? 0) - figureZero;
  return number;
}
