/**
 * The rows of one export as its staging file holds them: file, line and issue in front, the cells as decoded, one row of the
 * estate each. Titles, totals, blanks and repeated headers are counted instead. A plain line of a `;` file is copied byte for
 * byte; a million of them take well under a second.
 */
import { createHash } from 'node:crypto';
import { dayColumns } from '../values/dataset.ts';
import { type OwnCsvWriter, ownCsvField } from '../values/own-csv.ts';
import type { CsvScanner } from './csv-reader.ts';
import { DayOrderVotes } from './day-order.ts';
import type { Dialect } from './dialect.ts';
import type { ForgottenRows } from './forgotten-rows.ts';
import { pastedCells } from './pasted-line.ts';
import type { ReadingPlan } from './reading.ts';
import { isOtherHeader, kindOfRow, type RowKind, type TableShape, tableShape } from './table.ts';

const bufferBytes = 256 * 1024;
const semicolon = 0x3b;
const space = 0x20;
const digitZero = 0x30;
/** What stands before the cells of a row: `source_file`, `source_line`, `source_issue`. */
const leadingColumns = 3;

/** What was met while the rows were walked. */
export interface RowTally {
  rows: number;
  blank: number;
  title: number;
  total: number;
  header: number;
  padded: number;
  /** Rows whose client stood once, on the line of their document before them. */
  inherited: number;
  /** Titles that stand in the column of the client, and rows without a client. */
  clientTitles: number;
  clientless: number;
  /** Rows written, by the reason they cannot be trusted. */
  readonly issues: Map<string, number>;
}

export class StagingRows {
  readonly tally: RowTally = {
    rows: 0,
    blank: 0,
    title: 0,
    total: 0,
    header: 0,
    padded: 0,
    inherited: 0,
    clientTitles: 0,
    clientless: 0,
    issues: new Map(),
  };
  /** Votes on the day order, by canonical column. */
  readonly dayVotes = new Map<string, DayOrderVotes>();
  readonly #writer: OwnCsvWriter;
  readonly #shape: TableShape;
  readonly #width: number;
  readonly #dayPlaces: readonly { readonly place: number; readonly votes: DayOrderVotes }[];
  /** Where sales name their client and their document; -1 for other datasets, or where no column does. */
  readonly #clientPlace: number;
  readonly #documentPlace: number;
  #lastFlushedRow: Buffer = Buffer.alloc(0);
  /** The row, counted from 1, that took its client from the one before it; and whether documents of this file have several. */
  #inheritedRow = 0;
  #isTill = false;
  readonly #mark: Buffer;
  readonly #blankMark: Buffer;
  readonly #suffix: Buffer;
  readonly #firstHeader: Buffer;
  readonly #delimiter: number;
  readonly #isSpaced: boolean;
  /** What a page break repeats, where the header takes two rows. */
  readonly #headerRows: readonly (readonly string[])[];
  /** Below a second header with other columns, until the first one comes back. */
  #isOtherTable = false;
  readonly #forgotten: ForgottenRows | undefined;
  #buffer: Buffer = Buffer.allocUnsafe(bufferBytes);
  #end = 0;
  #rows = 0;
  readonly #rowStarts: number[] = [];
  readonly #words = createHash('sha256');

  /** `fileMark` is what names the file in each row: the first eight of its hash. `forgotten`: whose rows are kept without them. */
  constructor(plan: ReadingPlan, fileMark: string, writer: OwnCsvWriter, forgotten?: ForgottenRows) {
    this.#forgotten = forgotten;
    const { headers, constants } = plan.mapping;
    this.#writer = writer;
    this.#shape = tableShape(plan.dataset, headers);
    this.#width = headers.length;
    this.#headerRows = plan.headerRows;
    const placeOf = (wanted: string): number =>
      plan.dataset === 'ventes_lignes' ? headers.findIndex(({ column }) => column === wanted) : -1;
    this.#clientPlace = placeOf('client_code');
    this.#documentPlace = placeOf('document_no');
    this.#dayPlaces = headers.flatMap(({ column }, place) => {
      if (column === null || !dayColumns[plan.dataset].includes(column)) return [];
      const votes = new DayOrderVotes();
      this.dayVotes.set(column, votes);
      return [{ place, votes }];
    });
    this.#mark = Buffer.from(fileMark);
    this.#blankMark = Buffer.from(`${' '.repeat(this.#mark.length)};`);
    this.#suffix = Buffer.from(`${constants.map(({ value }) => `;${ownCsvField(value)}`).join('')}\n`);
    this.#firstHeader = Buffer.from(headers[0]?.header ?? '');
    const dialect = plan.source.kind === 'text' ? plan.source.dialect : undefined;
    this.#delimiter = copyableDelimiter(dialect);
    this.#isSpaced = dialect?.isSpaced ?? false;
    const names = [...headers.map(({ name }) => name), ...constants.map(({ column }) => column)];
    writer.write(['source_file', 'source_line', 'source_issue', ...names]);
    this.#words.update(names.join(';'));
  }

  /** The scanner's current record. */
  takeRecord(scanner: CsvScanner): void {
    if (this.#isSpaced || this.#isOtherTable || this.#forgotten?.without(scanner.fields())) {
      // Not copied: the cells are looked at again below, and written without what is to be left out.
    } else if (scanner.isPlain) {
      if (this.#delimiter >= 0 && this.#isOrdinary(scanner) && this.#copy(scanner)) return;
    } else if (scanner.issue === '' && this.#isOrdinary(scanner) && this.#copyFields(scanner)) {
      return;
    }
    this.takeCells(scanner.line, scanner.fields(), scanner.issue);
  }

  /** A row as cells, `issue` empty when it was read without doubt. */
  takeCells(line: number, written: readonly string[], issue: string): void {
    const cells = pastedCells(written, this.#width) ?? written;
    const kind = this.#kindOf(cells);
    if (kind !== 'row' && (issue === '' || kind === 'blank')) {
      this.tally[kind]++;
      if (kind === 'title' && isNameOfGroup(cells[this.#clientPlace] ?? '')) this.tally.clientTitles++;
      return;
    }
    const known = this.#withClient(this.#forgotten?.without(cells) ?? cells);
    const isLonger = known.length > this.#width && known.slice(this.#width).some((cell) => cell.trim() !== '');
    if (cells.length < this.#width) this.tally.padded++;
    const trouble = this.#isOtherTable ? 'OTHER_TABLE' : issue === '' && isLonger ? 'EXTRA_FIELDS' : issue;
    if (trouble !== '') this.tally.issues.set(trouble, (this.tally.issues.get(trouble) ?? 0) + 1);
    for (const { place, votes } of this.#dayPlaces) votes.add(known[place] ?? '');
    const fitted = Array.from({ length: this.#width }, (_, place) => known[place] ?? '');
    this.#startRow(line, trouble);
    this.#append(Buffer.from(fitted.map(ownCsvField).join(';'), 'utf8'));
    this.#endRow();
  }

  #kindOf(cells: readonly string[]): RowKind {
    if (this.#headerRows.some((row) => row.every((cell, place) => cell === (cells[place] ?? '')))) return 'header';
    const kind = kindOfRow(cells, this.#shape);
    if (kind === 'header') this.#isOtherTable = false;
    if (kind !== 'row' || !isOtherHeader(cells, this.#shape)) return kind;
    this.#isOtherTable = true;
    return 'header';
  }

  /**
   * A list that writes the client once, on the first line of each document (a merged cell, a pivot table), means it for the lines
   * below: a document has one client. Nothing is carried on to another document, and nothing more once a document names a client
   * further down than on its first line: that is the day's till, where a line without a client is nobody's.
   */
  #withClient(cells: readonly string[]): readonly string[] {
    if (this.#clientPlace < 0 || (cells[this.#clientPlace] ?? '').trim() !== '') return cells;
    this.tally.clientless++;
    const document = (cells[this.#documentPlace] ?? '').trim();
    if (document === '' || this.#isTill) return cells;
    const before = this.#cellsBefore(1);
    const client = before[this.#clientPlace] ?? '';
    if (client === '' || before[this.#documentPlace]?.trim() !== document) return cells;
    const isFirst = this.#cellsBefore(2)[this.#documentPlace]?.trim() !== document;
    this.#isTill = !isFirst && this.#inheritedRow !== this.tally.rows;
    if (this.#isTill) return cells;
    this.tally.inherited++;
    this.#inheritedRow = this.tally.rows + 1;
    return cells.with(this.#clientPlace, client);
  }

  /** The cells of a row written so many rows ago; none before the first, nor further back than what is at hand. */
  #cellsBefore(rowsAgo: number): readonly string[] {
    const place = this.#rows - rowsAgo;
    const end = rowsAgo === 1 ? this.#end : this.#rowStarts[place + 1];
    const gathered = place < 0 ? undefined : this.#buffer.subarray(this.#rowStarts[place] ?? 0, end);
    const row = gathered ?? (place === -1 ? this.#lastFlushedRow : Buffer.alloc(0));
    const text = row.toString('utf8').replace(/\n$/, '');
    const fields = [...text.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)];
    return fields.slice(leadingColumns).map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
  }

  /** Hands what is gathered to the writer. */
  flush(): void {
    if (this.#end === 0) return;
    this.#lastFlushedRow = this.#buffer.subarray(this.#rowStarts[this.#rows - 1] ?? 0, this.#end);
    this.#words.update(this.#buffer.subarray(0, this.#end));
    this.#markRows();
    this.#writer.writeBytes(this.#buffer.subarray(0, this.#end), this.#rows);
    this.#buffer = Buffer.allocUnsafe(bufferBytes);
    this.#end = 0;
    this.#rows = 0;
  }

  /**
   * Hash (hex) of all rows, once they are flushed: columns, lines, issues and cells, without the mark of the file. Two exports of
   * one hash say word for word the same on the same lines.
   */
  wordsHash(): string {
    return this.#words.digest('hex');
  }

  // Rows are hashed before they bear the mark of their file: one call for thousands of rows.
  #markRows(): void {
    const mark = this.#mark;
    for (let row = 0; row < this.#rows; row++) {
      const start = this.#rowStarts[row] ?? 0;
      for (let at = 0; at < mark.length; at++) this.#buffer[start + at] = mark[at] ?? 0;
    }
  }

  /** Whether the record is a row beyond doubt: right width, identity filled, not starting like the header again. */
  #isOrdinary(scanner: CsvScanner): boolean {
    const { fieldEnds, fieldCount } = scanner;
    const width = this.#width;
    const isWide =
      fieldCount === width || (fieldCount === width + 1 && startOfField(scanner, width) === fieldEnds[width]);
    if (!isWide || this.#shape.identityPlaces.length < 2) return false;
    for (const place of this.#shape.identityPlaces) {
      const start = startOfField(scanner, place);
      if (start === fieldEnds[place] || scanner.bytes[start] === space) return false;
    }
    return !this.#startsLikeHeader(scanner);
  }

  #startsLikeHeader(scanner: CsvScanner): boolean {
    const { bytes, fieldEnds } = scanner;
    const header = this.#firstHeader;
    const start = startOfField(scanner, 0);
    if ((fieldEnds[0] ?? 0) - start !== header.length || bytes[start] !== header[0]) return false;
    return bytes.indexOf(header, start) === start;
  }

  /** Copies the line as it stands; false when a cell holds our own delimiter and needs quotes. */
  #copy(scanner: CsvScanner): boolean {
    const { bytes, start, fieldEnds, line } = scanner;
    const end = fieldEnds[this.#width - 1] ?? scanner.end;
    const rowStart = this.#end;
    this.#startRow(line, '');
    this.#reserve(end - start);
    if (this.#delimiter === semicolon) {
      bytes.copy(this.#buffer, this.#end, start, end);
      this.#end += end - start;
    } else if (!this.#copyReplacing(bytes, start, end)) {
      this.#end = rowStart;
      return false;
    }
    this.#endRow();
    this.#voteOnDays(scanner);
    return true;
  }

  /** Copies a record without the quotes around its cells; false when a cell has escapes to undo or needs quotes itself. */
  #copyFields(scanner: CsvScanner): boolean {
    const { bytes, fieldStarts, fieldEnds, fieldEscapes } = scanner;
    const rowStart = this.#end;
    this.#startRow(scanner.line, '');
    this.#reserve(scanner.end - scanner.start + 1);
    const buffer = this.#buffer;
    let to = this.#end;
    for (let field = 0; field < this.#width; field++) {
      const end = fieldEnds[field] ?? 0;
      let isSimple = fieldEscapes[field] === 0;
      for (let at = fieldStarts[field] ?? 0; isSimple && at < end; at++) {
        const byte = bytes[at] ?? 0;
        isSimple = byte > 0x3b || (byte !== semicolon && byte !== 0x22 && byte !== 0x0a && byte !== 0x0d);
        buffer[to++] = byte;
      }
      if (!isSimple) {
        this.#end = rowStart;
        return false;
      }
      if (field < this.#width - 1) buffer[to++] = semicolon;
    }
    this.#end = to;
    this.#endRow();
    this.#voteOnDays(scanner);
    return true;
  }

  #voteOnDays(scanner: CsvScanner): void {
    for (const { place, votes } of this.#dayPlaces) {
      votes.addBytes(scanner.bytes, startOfField(scanner, place), scanner.fieldEnds[place] ?? 0);
    }
  }

  #copyReplacing(bytes: Buffer, start: number, end: number): boolean {
    const buffer = this.#buffer;
    let to = this.#end;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === semicolon) return false;
      buffer[to++] = byte === this.#delimiter ? semicolon : byte;
    }
    this.#end = to;
    return true;
  }

  #startRow(line: number, issue: string): void {
    this.#rowStarts[this.#rows] = this.#end;
    this.#append(this.#blankMark);
    this.#reserve(24);
    this.#appendNumber(line);
    this.#buffer[this.#end++] = semicolon;
    if (issue !== '') this.#append(Buffer.from(issue));
    this.#reserve(1);
    this.#buffer[this.#end++] = semicolon;
  }

  #endRow(): void {
    this.#append(this.#suffix);
    this.#rows++;
    this.tally.rows++;
    if (this.#end >= bufferBytes - 4096) this.flush();
  }

  #append(bytes: Buffer): void {
    this.#reserve(bytes.length);
    const buffer = this.#buffer;
    const start = this.#end;
    // Most pieces are a few bytes long: a loop beats the call of `copy`.
    if (bytes.length > 32) bytes.copy(buffer, start);
    else for (let at = 0; at < bytes.length; at++) buffer[start + at] = bytes[at] ?? 0;
    this.#end = start + bytes.length;
  }

  #appendNumber(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    let rest = value;
    for (let place = this.#end + digits - 1; place >= this.#end; place--) {
      this.#buffer[place] = digitZero + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.#end += digits;
  }

  // A row never leaves the buffer half written: the buffer grows instead.
  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#end + bytes));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}

const monthOrPeriod =
  /^(?:jan|f[eé]v|mar|avr|mai|juin|juil|ao[uû]|sep|oct|nov|d[eé]c|mois|semaine|ann[eé]e|exercice|trimestre|p[eé]riode|jour|lun|mer|jeu|ven|sam|dim)\p{L}*\W*(?:\d|$)/iu;

/** Whether the only cell of a title may name whose sales lie below it: a month above its sales names nobody. */
function isNameOfGroup(title: string): boolean {
  const text = title.trim();
  return /\p{L}/u.test(text) && !monthOrPeriod.test(text);
}

function startOfField({ isPlain, start, fieldStarts, fieldEnds }: CsvScanner, place: number): number {
  if (!isPlain) return fieldStarts[place] ?? 0;
  return place === 0 ? start : (fieldEnds[place - 1] ?? 0) + 1;
}

// With `'` as its quote a plain line may hold `"`, which our own format would have to quote.
function copyableDelimiter(dialect: Dialect | undefined): number {
  return dialect?.quote === '"' ? dialect.delimiter.charCodeAt(0) : -1;
}
