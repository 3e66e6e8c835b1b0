/**
 * Cuts UTF-8 bytes into records and fields. A record without quotes is never turned into text here: the scanner only notes
 * where its fields end, so that staging can copy the line as it stands. Whatever is odd goes through the slow, exact path.
 */
import { Buffer } from 'node:buffer';
import type { Dialect } from './dialect.ts';
import { stop } from './unreadable.ts';

/** An export of an estate has some twenty columns; beyond this the file is something else. */
export const maximumFields = 2000;
/** The longest cell that is believed; a quote still open after as many bytes was never meant as a quote. */
export const maximumCellBytes = 1024 * 1024;
const maximumRecordBytes = 8 * maximumCellBytes;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;
const backslash = 0x5c;

/** Why a record cannot be trusted as it was read. */
export type RecordIssue = '' | 'BAD_QUOTE' | 'NUL_BYTES';
/** How a record departs from RFC 4180, though it may well be understood. */
export type Irregularity = '' | 'QUOTE_IN_FIELD' | 'TEXT_AFTER_QUOTE' | 'QUOTE_NOT_CLOSED';

/** A record as the quoted path read it; `end` is where its line end begins, `next` where the next record starts. */
interface ReadRecord {
  readonly fieldCount: number;
  readonly end: number;
  readonly next: number;
  readonly lineEnds: number;
  readonly issue: RecordIssue;
  readonly irregularity: Irregularity;
}

type Incomplete = 'incomplete';
type Attempt = ReadRecord | Incomplete | 'bad quote';

/** What reading a quoted field says instead of where it ends. */
const incomplete = -1;
const badQuote = -2;

/**
 * Walks through records: `push` bytes, call `next` until it says false, push more, and `finish` before the last round.
 * After a `next` that said true, the properties speak of the current record until the next call.
 */
export class CsvScanner {
  /** 1-based physical line on which the current record starts. */
  line = 0;
  fieldCount = 0;
  issue: RecordIssue = '';
  irregularity: Irregularity = '';
  /** No quote, NUL or lone carriage return in it: the bytes from `start` to `end` are its fields with delimiters between. */
  isPlain = true;
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  /** Where each field ends; where it starts, only for records that are not plain. The quotes around a field are outside. */
  readonly fieldEnds = new Int32Array(maximumFields + 1);
  readonly fieldStarts = new Int32Array(maximumFields + 1);
  /** 1 for a field with escapes to undo, only for records that are not plain. */
  readonly fieldEscapes = new Uint8Array(maximumFields + 1);
  /** How many fields a record of this table has, once known: what a suspicious quote is judged by. 0: not known. */
  expectedFields = 0;

  /** Of the same bytes: reading one by one through it takes half the time. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  readonly #dialect: Dialect;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #lineEnd: number;
  /** About the quoted field just read. */
  #closingQuote = 0;
  #fieldHasEscapes = false;
  #fieldIsLoose = false;
  /** Whether the quotes within a cell are taken not to be doubled: then `Léon"";` ends with a quote of its own. */
  #quotesAreBare = false;
  #fieldLineEnds = 0;
  #position = 0;
  #nextLine = 1;
  #isFinished = false;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.#lineEnd = dialect.lineEnd === '\r' ? carriageReturn : lineFeed;
  }

  /** More bytes of the file. Throws `UnreadableFile` when one record outgrows every limit. */
  push(chunk: Buffer): void {
    const rest = this.bytes.subarray(this.#position);
    if (rest.length > maximumRecordBytes) throw recordTooLong(this.#nextLine);
    this.bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    this.#position = 0;
  }

  /** Says that no more bytes come: the last record may lack its line end. */
  finish(): void {
    this.#isFinished = true;
  }

  /** Moves to the next record; false when more bytes are needed, or at the end. */
  next(): boolean {
    const { fieldEnds } = this;
    const view = this.#view;
    const length = view.byteLength;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const lineEnd = this.#lineEnd;
    const highestSpecial = Math.max(0x22, quote);
    const start = this.#position;
    let isPlain = true;
    let hasNul = false;
    let field = 0;
    for (let at = start; at < length; at++) {
      const byte = view.getUint8(at);
      if (byte > highestSpecial && byte !== delimiter) continue;
      if (byte === delimiter) {
        if (field >= maximumFields) throw tooManyColumns(this.#nextLine);
        fieldEnds[field++] = at;
      } else if (byte === lineEnd) {
        return this.#takePlain(start, at, at + 1, field, isPlain, hasNul);
      } else if (byte === quote) {
        return this.#takeQuoted(start);
      } else if (byte === 0) {
        hasNul = true;
      } else if (byte === carriageReturn && this.bytes[at + 1] !== lineFeed) {
        isPlain = false;
      }
    }
    if (!this.#isFinished || start >= length) return false;
    return this.#takePlain(start, length, length, field, isPlain, hasNul);
  }

  /** The fields of the current record, quotes and escapes undone, a NUL shown as ␀. */
  fields(): string[] {
    const fields = this.isPlain
      ? this.bytes.toString('utf8', this.start, this.end).split(this.#dialect.delimiter)
      : Array.from({ length: this.fieldCount }, (_, field) => this.#text(field));
    return this.#dialect.isSpaced ? fields.map((text, field) => this.#withoutSpace(text, field)) : fields;
  }

  #takePlain(start: number, end: number, next: number, field: number, isPlain: boolean, hasNul: boolean): boolean {
    const lineStop = this.#withoutCarriageReturn(start, end);
    if (lineStop - start > maximumCellBytes) this.#refuseLongCells(start, lineStop, field);
    this.fieldEnds[field] = lineStop;
    this.issue = hasNul ? 'NUL_BYTES' : '';
    this.irregularity = '';
    this.isPlain = isPlain && !hasNul;
    this.#settle(start, lineStop, next, field + 1, 1);
    if (!this.isPlain) this.#startFieldsAfterDelimiters();
    return true;
  }

  #takeQuoted(start: number): boolean {
    const asQuoted = this.#readQuoted(start);
    if (asQuoted === 'incomplete') return false;
    const isTrusted = asQuoted !== 'bad quote' && !this.#swallowsRecords(start, asQuoted);
    const attempt = isTrusted ? asQuoted : this.#readOneLine(start);
    if (attempt === 'incomplete') return false;
    const hasNul = this.bytes.subarray(start, attempt.end).includes(0);
    this.issue = attempt.issue === '' && hasNul ? 'NUL_BYTES' : attempt.issue;
    this.irregularity = attempt.irregularity;
    this.isPlain = false;
    this.#settle(start, attempt.end, attempt.next, attempt.fieldCount, attempt.lineEnds);
    return true;
  }

  #settle(start: number, end: number, next: number, fieldCount: number, lineEnds: number): void {
    this.start = start;
    this.end = end;
    this.fieldCount = fieldCount;
    this.line = this.#nextLine;
    this.#nextLine += lineEnds;
    this.#position = next;
  }

  /** Reads the record at `start` with quotes meaning what RFC 4180 says, forgiving a stray quote inside a quoted field. */
  #readQuoted(start: number): Attempt {
    let irregularity: Irregularity = '';
    let lineEnds = 1;
    let at = start;
    for (let field = 0; ; field++) {
      const opening = this.#openingQuote(at);
      if (opening >= 0) {
        const next = this.#readQuotedField(opening);
        if (next < 0) return next === incomplete ? 'incomplete' : 'bad quote';
        this.#setField(field, opening + 1, this.#closingQuote, this.#fieldHasEscapes);
        lineEnds += this.#fieldLineEnds;
        if (this.#fieldIsLoose) irregularity = 'TEXT_AFTER_QUOTE';
        at = next;
      } else {
        const end = this.#endOfUnquoted(at);
        if (end >= this.bytes.length && !this.#isFinished) return 'incomplete';
        if (this.#countQuotes(at, end) > 0) irregularity = 'QUOTE_IN_FIELD';
        this.#setField(field, at, this.#trimLineEnd(at, end), false);
        at = end;
      }
      if (this.bytes[at] === this.#delimiter) at++;
      else return { ...this.#recordEnd(at), fieldCount: field + 1, lineEnds, issue: '', irregularity };
    }
  }

  #setField(field: number, start: number, end: number, hasEscapes: boolean): void {
    if (field >= maximumFields) throw tooManyColumns(this.#nextLine);
    this.fieldStarts[field] = start;
    this.fieldEnds[field] = end;
    this.fieldEscapes[field] = hasEscapes ? 1 : 0;
  }

  /**
   * From an opening quote to the delimiter or line end after its closing one; `incomplete` or `badQuote` when there is none.
   * What was met on the way is left in the fields of this object, since a table of quoted cells comes here for every cell.
   */
  #readQuotedField(opening: number): number {
    const { bytes } = this;
    const quote = this.#quote;
    const lineEnd = this.#lineEnd;
    const escape = this.#dialect.escape === 'backslash' ? backslash : -1;
    const furthest = Math.min(bytes.length, opening + maximumCellBytes);
    let lineEnds = 0;
    let hasEscapes = false;
    let isLoose = false;
    for (let at = opening + 1; at < furthest; at++) {
      const byte = bytes[at];
      if (byte === lineEnd) {
        if (isLoose || this.#quotesAreBare) return badQuote;
        lineEnds++;
      } else if (byte === escape) {
        hasEscapes = true;
        at++;
      } else if (byte === quote) {
        if (at + 2 >= bytes.length && !this.#isFinished) return incomplete;
        if (bytes[at + 1] === quote && !(this.#quotesAreBare && this.#afterClosingQuote(at + 2) >= 0)) {
          hasEscapes = true;
          at++;
          continue;
        }
        const next = this.#afterClosingQuote(at + 1);
        if (next >= bytes.length && !this.#isFinished) return incomplete;
        if (next >= 0) {
          this.#closingQuote = at;
          this.#fieldHasEscapes = hasEscapes;
          this.#fieldIsLoose = isLoose;
          this.#fieldLineEnds = lineEnds;
          return next;
        }
        if (lineEnds > 0) return badQuote;
        isLoose = true;
      }
    }
    return furthest === bytes.length && !this.#isFinished ? incomplete : badQuote;
  }

  /**
   * Whether a record that runs over several lines has swallowed other records: a quote opened by mistake and closed by the
   * next mistake. Every one of its lines then looks like a whole record by itself, or the whole has the wrong size while
   * its first line has the right one.
   */
  #swallowsRecords(start: number, record: ReadRecord): boolean {
    const expected = this.expectedFields;
    if (expected === 0) return false;
    const isWrongSize = record.fieldCount !== expected;
    if (record.lineEnds === 1) return record.irregularity === 'TEXT_AFTER_QUOTE' && isWrongSize;
    const text = this.bytes.toString('latin1', start, record.end);
    const sizes = text
      .split(this.#lineEnd === lineFeed ? '\n' : '\r')
      .map((line) => line.split(this.#dialect.delimiter).length);
    if (isWrongSize) return sizes[0] === expected;
    return expected >= (sizes.length > 2 ? 3 : 4) && sizes.every((size) => size === expected);
  }

  /** Reads one physical line whose quotes are not as they should be. */
  #readOneLine(start: number): ReadRecord | Incomplete {
    const lineStop = this.bytes.indexOf(this.#lineEnd, start);
    if (lineStop < 0 && !this.#isFinished) return 'incomplete';
    this.#quotesAreBare = true;
    const asBare = this.#readQuoted(start);
    this.#quotesAreBare = false;
    if (asBare === 'incomplete') return 'incomplete';
    const isUnderstood = asBare !== 'bad quote' && asBare.fieldCount === this.expectedFields;
    return isUnderstood ? asBare : this.#readLiterally(start, lineStop < 0 ? this.bytes.length : lineStop);
  }

  /** Reads a line up to `stopAt`, a quote counting only where it is closed as it should be on that very line. */
  #readLiterally(start: number, stopAt: number): ReadRecord {
    let fieldCount = 0;
    let at = start;
    for (;;) {
      at = this.#readWellQuoted(fieldCount, at, stopAt) ?? this.#readLiteral(fieldCount, at, stopAt);
      fieldCount++;
      if (at >= stopAt || this.bytes[at] !== this.#delimiter) break;
      at++;
    }
    const isBalanced = this.#countQuotes(start, stopAt) % 2 === 0;
    const isUnderstood = isBalanced && fieldCount === this.expectedFields;
    const irregularity = isBalanced ? 'TEXT_AFTER_QUOTE' : 'QUOTE_NOT_CLOSED';
    const issue = isUnderstood ? '' : 'BAD_QUOTE';
    return { ...this.#recordEnd(stopAt), fieldCount, lineEnds: 1, issue, irregularity };
  }

  #readWellQuoted(field: number, at: number, stopAt: number): number | undefined {
    const opening = this.#openingQuote(at);
    if (opening < 0 || opening >= stopAt) return undefined;
    const next = this.#readQuotedField(opening);
    if (next < 0 || this.#fieldIsLoose || this.#fieldLineEnds > 0) return undefined;
    this.#setField(field, opening + 1, this.#closingQuote, this.#fieldHasEscapes);
    return next;
  }

  #readLiteral(field: number, at: number, stopAt: number): number {
    const delimiterAt = this.bytes.indexOf(this.#delimiter, at);
    const isLast = delimiterAt < 0 || delimiterAt > stopAt;
    this.#setField(field, at, isLast ? this.#trimLineEnd(at, stopAt) : delimiterAt, false);
    return isLast ? stopAt : delimiterAt;
  }

  #countQuotes(start: number, end: number): number {
    let count = 0;
    for (let at = start; at < end; at++) if (this.bytes[at] === this.#quote) count++;
    return count;
  }

  /** The quote that opens the field at `at`, spaces before it forgiven; -1 when the field is not quoted. */
  #openingQuote(at: number): number {
    let opening = at;
    while (this.#isBlank(this.bytes[opening])) opening++;
    return this.bytes[opening] === this.#quote ? opening : -1;
  }

  /** Where the delimiter or line end after a closing quote is; -1 when something else follows. */
  #afterClosingQuote(at: number): number {
    let next = at;
    while (this.#isBlank(this.bytes[next])) next++;
    const byte = this.bytes[next];
    if (byte === undefined || byte === this.#delimiter || byte === this.#lineEnd) return next;
    return byte === carriageReturn && this.bytes[next + 1] === this.#lineEnd ? next + 1 : -1;
  }

  #isBlank(byte: number | undefined): boolean {
    return (byte === space || byte === tab) && byte !== this.#delimiter;
  }

  #endOfUnquoted(at: number): number {
    let end = at;
    while (end < this.bytes.length && this.bytes[end] !== this.#delimiter && this.bytes[end] !== this.#lineEnd) end++;
    if (end - at > maximumCellBytes) throw cellTooLong(this.#nextLine);
    return end;
  }

  // `at` is where a record was found to end: at its line end, or at the end of the file.
  #recordEnd(at: number): { end: number; next: number } {
    return { end: this.#withoutCarriageReturn(0, at), next: Math.min(at + 1, this.bytes.length) };
  }

  #trimLineEnd(start: number, end: number): number {
    return this.bytes[end] === this.#delimiter ? end : this.#withoutCarriageReturn(start, end);
  }

  #withoutCarriageReturn(start: number, end: number): number {
    return this.#lineEnd === lineFeed && end > start && this.bytes[end - 1] === carriageReturn ? end - 1 : end;
  }

  #refuseLongCells(start: number, end: number, delimiters: number): void {
    let from = start;
    for (let field = 0; field <= delimiters; field++) {
      const to = field === delimiters ? end : (this.fieldEnds[field] ?? end);
      if (to - from > maximumCellBytes) throw cellTooLong(this.#nextLine);
      from = to + 1;
    }
  }

  #startFieldsAfterDelimiters(): void {
    let start = this.start;
    for (let field = 0; field < this.fieldCount; field++) {
      this.fieldStarts[field] = start;
      this.fieldEscapes[field] = 0;
      start = (this.fieldEnds[field] ?? this.end) + 1;
    }
  }

  #text(field: number): string {
    const text = this.bytes.toString('utf8', this.fieldStarts[field], this.fieldEnds[field]);
    const unescaped = this.fieldEscapes[field] === 1 ? this.#unescape(text) : text;
    return this.issue === '' ? unescaped : unescaped.replaceAll('\0', '␀');
  }

  // The space after a delimiter; within quotes it would have been meant.
  #withoutSpace(text: string, field: number): string {
    if (field === 0 || !text.startsWith(' ')) return text;
    const isQuoted = !this.isPlain && this.bytes[(this.fieldStarts[field] ?? 0) - 1] === this.#quote;
    return isQuoted ? text : text.slice(1);
  }

  // One pass, so that what one escape gives is not taken for the other.
  #unescape(text: string): string {
    const { quote, escape } = this.#dialect;
    if (escape === 'double') return text.replaceAll(quote + quote, quote);
    return text.replace(/\\([\s\S])|(["'])\2/g, (pair, escaped: string | undefined, doubled: string | undefined) => {
      if (escaped !== undefined) return escaped;
      return doubled === quote ? quote : pair;
    });
  }
}

function tooManyColumns(line: number): Error {
  return stop(
    'TOO_MANY_COLUMNS',
    `la ligne ${line} a plus de 2 000 colonnes : ce n’est pas un export, ou son séparateur est faux`,
    `line ${line} has more than 2,000 columns: this is no export, or its delimiter is wrong`,
  );
}

function cellTooLong(line: number): Error {
  return stop(
    'CELL_TOO_LONG',
    `une cellule de la ligne ${line} dépasse 1 Mo : ce n’est pas un export`,
    `a cell of line ${line} is longer than 1 MB: this is no export`,
  );
}

function recordTooLong(line: number): Error {
  return stop(
    'RECORD_TOO_LONG',
    `la ligne ${line} dépasse 8 Mo : ce n’est pas un export`,
    `line ${line} is longer than 8 MB: this is no export`,
  );
}
