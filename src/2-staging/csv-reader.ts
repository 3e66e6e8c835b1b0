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

interface FieldSpan {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  readonly hasEscapes: boolean;
}

/** A record as the quoted path read it; `end` is where its line end begins, `next` where the next record starts. */
interface ReadRecord {
  readonly spans: readonly FieldSpan[];
  readonly end: number;
  readonly next: number;
  readonly lineEnds: number;
  readonly issue: RecordIssue;
  readonly irregularity: Irregularity;
}

type Incomplete = 'incomplete';
type Attempt = ReadRecord | Incomplete | 'bad quote';

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
  /** Where each field of a plain record ends. */
  readonly fieldEnds = new Int32Array(maximumFields + 1);
  /** How many fields a record of this table has, once known: what a suspicious quote is judged by. 0: not known. */
  expectedFields = 0;

  readonly #dialect: Dialect;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #lineEnd: number;
  #spans: readonly FieldSpan[] = [];
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
    this.#position = 0;
  }

  /** Says that no more bytes come: the last record may lack its line end. */
  finish(): void {
    this.#isFinished = true;
  }

  /** Moves to the next record; false when more bytes are needed, or at the end. */
  next(): boolean {
    const { bytes, fieldEnds } = this;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const lineEnd = this.#lineEnd;
    const highestSpecial = Math.max(0x22, quote);
    const start = this.#position;
    let isPlain = true;
    let hasNul = false;
    let field = 0;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
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
      } else if (byte === carriageReturn && bytes[at + 1] !== lineFeed) {
        isPlain = false;
      }
    }
    if (!this.#isFinished || start >= bytes.length) return false;
    return this.#takePlain(start, bytes.length, bytes.length, field, isPlain, hasNul);
  }

  /** The fields of the current record, quotes and escapes undone, a NUL shown as ␀. */
  fields(): string[] {
    if (this.isPlain) return this.bytes.toString('utf8', this.start, this.end).split(this.#dialect.delimiter);
    return this.#spans.map((span) => this.#text(span));
  }

  #takePlain(start: number, end: number, next: number, field: number, isPlain: boolean, hasNul: boolean): boolean {
    const lineStop = this.#withoutCarriageReturn(start, end);
    if (lineStop - start > maximumCellBytes) this.#refuseLongCells(start, lineStop, field);
    this.fieldEnds[field] = lineStop;
    this.issue = hasNul ? 'NUL_BYTES' : '';
    this.irregularity = '';
    this.isPlain = isPlain && !hasNul;
    this.#settle(start, lineStop, next, field + 1, 1);
    if (!this.isPlain) this.#spans = this.#plainSpans();
    return true;
  }

  #takeQuoted(start: number): boolean {
    const asQuoted = this.#readQuoted(start);
    if (asQuoted === 'incomplete') return false;
    const isTrusted = asQuoted !== 'bad quote' && !this.#swallowsRecords(start, asQuoted);
    const attempt = isTrusted ? asQuoted : this.#readLiterally(start);
    if (attempt === 'incomplete') return false;
    const hasNul = this.bytes.subarray(start, attempt.end).includes(0);
    this.issue = attempt.issue === '' && hasNul ? 'NUL_BYTES' : attempt.issue;
    this.irregularity = attempt.irregularity;
    this.isPlain = false;
    this.#spans = attempt.spans;
    if (attempt.spans.length > maximumFields) throw tooManyColumns(this.#nextLine);
    this.#settle(start, attempt.end, attempt.next, attempt.spans.length, attempt.lineEnds);
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
    const spans: FieldSpan[] = [];
    let irregularity: Irregularity = '';
    let lineEnds = 1;
    let at = start;
    for (;;) {
      const opening = this.#openingQuote(at);
      if (opening >= 0) {
        const closed = this.#readQuotedField(opening);
        if (typeof closed === 'string') return closed;
        spans.push(closed.span);
        lineEnds += closed.lineEnds;
        if (closed.isLoose) irregularity = 'TEXT_AFTER_QUOTE';
        at = closed.next;
      } else {
        const end = this.#endOfUnquoted(at);
        if (end >= this.bytes.length && !this.#isFinished) return 'incomplete';
        if (this.bytes.subarray(at, end).includes(this.#quote)) irregularity = 'QUOTE_IN_FIELD';
        spans.push({ start: at, end: this.#trimLineEnd(at, end), isQuoted: false, hasEscapes: false });
        at = end;
      }
      if (this.bytes[at] === this.#delimiter) at++;
      else return { ...this.#recordEnd(at), spans, lineEnds, issue: '', irregularity };
    }
  }

  /** From an opening quote to the delimiter or line end after its closing one. */
  #readQuotedField(
    opening: number,
  ): { span: FieldSpan; next: number; lineEnds: number; isLoose: boolean } | Incomplete | 'bad quote' {
    const { bytes } = this;
    let lineEnds = 0;
    let hasEscapes = false;
    let isLoose = false;
    for (let at = opening + 1; ; at++) {
      if (at - opening > maximumCellBytes) return 'bad quote';
      if (at >= bytes.length) return this.#isFinished ? 'bad quote' : 'incomplete';
      const byte = bytes[at];
      if (byte === this.#lineEnd) {
        if (isLoose) return 'bad quote';
        lineEnds++;
      } else if (byte === backslash && this.#dialect.escape === 'backslash') {
        hasEscapes = true;
        at++;
      } else if (byte === this.#quote) {
        if (at + 2 >= bytes.length && !this.#isFinished) return 'incomplete';
        if (bytes[at + 1] === this.#quote) {
          hasEscapes = true;
          at++;
          continue;
        }
        const next = this.#afterClosingQuote(at + 1);
        if (next >= bytes.length && !this.#isFinished) return 'incomplete';
        if (next >= 0) {
          const span = { start: opening + 1, end: at, isQuoted: true, hasEscapes };
          return { span, next, lineEnds, isLoose };
        }
        if (lineEnds > 0) return 'bad quote';
        isLoose = true;
      }
    }
  }

  /**
   * Whether a record that runs over several lines has swallowed other records: a quote opened by mistake and closed by the
   * next mistake. Every one of its lines then looks like a whole record by itself, or the whole has the wrong size while
   * its first line has the right one.
   */
  #swallowsRecords(start: number, record: ReadRecord): boolean {
    const expected = this.expectedFields;
    if (expected === 0) return false;
    const isWrongSize = record.spans.length !== expected;
    if (record.lineEnds === 1) return record.irregularity === 'TEXT_AFTER_QUOTE' && isWrongSize;
    const text = this.bytes.toString('latin1', start, record.end);
    const sizes = text
      .split(this.#lineEnd === lineFeed ? '\n' : '\r')
      .map((line) => line.split(this.#dialect.delimiter).length);
    if (isWrongSize) return sizes[0] === expected;
    return expected >= (sizes.length > 2 ? 3 : 4) && sizes.every((size) => size === expected);
  }

  /** Reads one physical line, a quote counting only where it is closed as it should be on that very line. */
  #readLiterally(start: number): ReadRecord | Incomplete {
    const lineStop = this.bytes.indexOf(this.#lineEnd, start);
    if (lineStop < 0 && !this.#isFinished) return 'incomplete';
    const stopAt = lineStop < 0 ? this.bytes.length : lineStop;
    const spans: FieldSpan[] = [];
    let at = start;
    for (;;) {
      const span = this.#wellQuotedField(at, stopAt) ?? this.#literalField(at, stopAt);
      spans.push(span);
      at = span.isQuoted ? this.#afterClosingQuote(span.end + 1) : span.end;
      if (at >= stopAt || this.bytes[at] !== this.#delimiter) break;
      at++;
    }
    const isBalanced = this.#countQuotes(start, stopAt) % 2 === 0;
    const isUnderstood = isBalanced && spans.length === this.expectedFields;
    const irregularity = isBalanced ? 'TEXT_AFTER_QUOTE' : 'QUOTE_NOT_CLOSED';
    return { ...this.#recordEnd(stopAt), spans, lineEnds: 1, issue: isUnderstood ? '' : 'BAD_QUOTE', irregularity };
  }

  #wellQuotedField(at: number, stopAt: number): FieldSpan | undefined {
    const opening = this.#openingQuote(at);
    if (opening < 0 || opening >= stopAt) return undefined;
    const closed = this.#readQuotedField(opening);
    if (typeof closed === 'string' || closed.isLoose || closed.lineEnds > 0) return undefined;
    return closed.span;
  }

  #literalField(at: number, stopAt: number): FieldSpan {
    const delimiterAt = this.bytes.indexOf(this.#delimiter, at);
    const end = delimiterAt < 0 || delimiterAt > stopAt ? this.#trimLineEnd(at, stopAt) : delimiterAt;
    return { start: at, end, isQuoted: false, hasEscapes: false };
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

  #plainSpans(): FieldSpan[] {
    const spans: FieldSpan[] = [];
    let start = this.start;
    for (let field = 0; field < this.fieldCount; field++) {
      const end = this.fieldEnds[field] ?? this.end;
      spans.push({ start, end, isQuoted: false, hasEscapes: false });
      start = end + 1;
    }
    return spans;
  }

  #text(span: FieldSpan): string {
    const text = this.bytes.toString('utf8', span.start, span.end);
    const unescaped = span.hasEscapes ? this.#unescape(text) : text;
    return this.issue === '' ? unescaped : unescaped.replaceAll('\0', '␀');
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

/** Every record of a text at once, for samples and tests: its fields, its line and what is wrong with it. */
export function readRecords(
  utf8: Buffer,
  dialect: Dialect,
  options: { readonly expectedFields?: number; readonly maximumRecords?: number; readonly isWhole?: boolean } = {},
): CsvRecord[] {
  const scanner = new CsvScanner(dialect);
  scanner.expectedFields = options.expectedFields ?? 0;
  scanner.push(utf8);
  if (options.isWhole ?? true) scanner.finish();
  const records: CsvRecord[] = [];
  const limit = options.maximumRecords ?? Number.POSITIVE_INFINITY;
  while (records.length < limit && scanner.next()) {
    const { line, issue, irregularity } = scanner;
    records.push({ fields: scanner.fields(), line, issue, irregularity });
  }
  return records;
}

export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
  readonly issue: RecordIssue;
  readonly irregularity: Irregularity;
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
