/**
 * One record of a curated sales file as bytes: where each cell ends, without decoding any. At a million lines a text per cell
 * would cost more than all that is done with it.
 */
import { curatedVentesColumns } from '../../3-curated/ventes-lignes.ts';

const lineEnd = 0x0a;
const quote = 0x22;
const minus = 0x2d;
const point = 0x2e;
const figureZero = 0x30;
const semicolon = 0x3b;

/** The header of a curated sales file, with its line end. */
export const salesHeader = `${curatedVentesColumns.join(';')}\n`;
const lastColumn = curatedVentesColumns.length - 1;

/** Where the columns stand that are looked at here. */
export const columns = {
  fileLine: columnOf('file_line'),
  documentId: columnOf('document_id'),
  lineRef: columnOf('line_ref'),
  documentType: columnOf('document_type'),
  clientCode: columnOf('client_code'),
  sourceClientCode: columnOf('source_client_code'),
  day: columnOf('date_livraison'),
  label: columnOf('produit_label'),
  labelKey: columnOf('label_key'),
  wineKey: columnOf('wine_key'),
  format: columnOf('format'),
  article: columnOf('article'),
  packaging: columnOf('packaging'),
  mtHt: columnOf('mt_ht'),
  last: lastColumn,
} as const;

function columnOf(name: string): number {
  const column = curatedVentesColumns.indexOf(name);
  if (column < 0) throw new Error(`a curated sales file has no column ${name}`);
  return column;
}

/** The bytes of some cells, kept to be compared with others. */
export interface RememberedCells {
  bytes: Uint8Array;
  length: number;
}

export function nothingRemembered(): RememberedCells {
  return { bytes: new Uint8Array(64), length: -1 };
}

/** A record that cannot be one of ours: the file was altered. */
export class NotASalesRecord extends Error {}

/** A cursor over the records of a block; cells are read out of it as bytes, or as text one character per byte (latin1). */
export class SalesRecord {
  block: Buffer = Buffer.alloc(0);
  /** The same bytes, to be read four at a time. */
  view: DataView = viewOf(this.block);
  /** Where the record begins, and where the next one does. */
  start = 0;
  next = 0;
  readonly #ends = new Int32Array(lastColumn + 1);
  #nextQuote = -1;

  /** Whole records to walk. */
  load(block: Buffer): void {
    this.block = block;
    this.view = viewOf(block);
    this.start = 0;
    this.next = 0;
    this.#nextQuote = -1;
  }

  /** Moves to the next record; false when all are walked. Throws NotASalesRecord unless it has a cell for each column. */
  read(): boolean {
    const start = this.next;
    if (start >= this.block.length) return false;
    this.start = start;
    const end = this.block.indexOf(lineEnd, start);
    if (this.#nextQuote < start) this.#nextQuote = indexOrEnd(this.block, quote, start);
    if (end < 0 || this.#nextQuote < end) this.#readQuoted(start);
    else this.#readPlain(start, end);
    return true;
  }

  #readPlain(start: number, end: number): void {
    const { block } = this;
    const ends = this.#ends;
    let at = start;
    for (let column = 0; column < lastColumn; column++) {
      while (at < end && block[at] !== semicolon) at++;
      ends[column] = at++;
    }
    // Too few cells end behind the record, too many leave a separator in the last.
    if (at > end) throw new NotASalesRecord('too few cells');
    while (at < end && block[at] !== semicolon) at++;
    if (at < end) throw new NotASalesRecord('too many cells');
    ends[lastColumn] = end;
    this.next = end + 1;
  }

  #readQuoted(start: number): void {
    const { block } = this;
    const ends = this.#ends;
    let column = 0;
    let at = start;
    for (; at < block.length; at++) {
      const byte = block[at] ?? 0;
      if (byte > semicolon) continue;
      // A write behind the last column is lost, and the count says so below.
      if (byte === semicolon) ends[column++] = at;
      else if (byte === lineEnd) break;
      else if (byte === quote) at = indexOrEnd(block, quote, at + 1);
    }
    if (column !== lastColumn || at >= block.length) throw new NotASalesRecord(`${column + 1} cells`);
    ends[column] = at;
    this.next = at + 1;
  }

  startOf(column: number): number {
    return column === 0 ? this.start : (this.#ends[column - 1] ?? 0) + 1;
  }

  /** The place of the separator behind a cell. */
  endOf(column: number): number {
    return this.#ends[column] ?? 0;
  }

  /** The bytes from the beginning of one cell to the end of another as text, one character per byte. */
  text(from: number, to = from): string {
    const start = this.startOf(from);
    const end = this.endOf(to);
    // References and places are mostly of one sign, and asked for a million times.
    if (end - start === 1) return String.fromCharCode(this.block[start] ?? 0);
    return end === start ? '' : this.block.toString('latin1', start, end);
  }

  /** Whether these cells hold the very bytes that were remembered. */
  isSame(known: RememberedCells, from: number, to = from): boolean {
    const start = this.startOf(from);
    const { bytes, length } = known;
    if (this.endOf(to) - start !== length) return false;
    for (let at = 0; at < length; at++) if (this.block[start + at] !== bytes[at]) return false;
    return true;
  }

  /** Puts the bytes of cells into `known`, where they outlive the block. */
  remember(known: RememberedCells, from: number, to = from): void {
    const start = this.startOf(from);
    const length = this.endOf(to) - start;
    if (length > known.bytes.length) known.bytes = new Uint8Array(length * 2);
    for (let at = 0; at < length; at++) known.bytes[at] = this.block[start + at] ?? 0;
    known.length = length;
  }

  /** A day as a number that sorts as it does: 20261005. */
  day(column: number): number {
    const start = this.startOf(column);
    if (this.endOf(column) - start !== 10) throw new NotASalesRecord('no day');
    return (
      this.#figures(start, start + 4) * 10_000 +
      this.#figures(start + 5, start + 7) * 100 +
      this.#figures(start + 8, start + 10)
    );
  }

  /** An amount in ten-thousandths of its unit: exact, as our files write at most four decimals. */
  tenThousandths(column: number): number {
    const start = this.startOf(column);
    const end = this.endOf(column);
    const isNegative = this.block[start] === minus;
    let whole = isNegative ? start + 1 : start;
    let value = 0;
    while (whole < end && this.block[whole] !== point) whole++;
    value = this.#figures(isNegative ? start + 1 : start, whole) * 10_000;
    const decimals = end - whole - 1;
    if (end === start || decimals > 4) throw new NotASalesRecord('no amount');
    if (decimals > 0) value += this.#figures(whole + 1, end) * 10 ** (4 - decimals);
    return isNegative ? -value : value;
  }

  #figures(start: number, end: number): number {
    let value = 0;
    for (let at = start; at < end; at++) {
      const figure = (this.block[at] ?? 0) - figureZero;
      if (figure < 0 || figure > 9) throw new NotASalesRecord('no number');
      value = value * 10 + figure;
    }
    return value;
  }
}

/** The same bytes, to be read and written four at a time. */
export function viewOf(block: Buffer): DataView {
  return new DataView(block.buffer, block.byteOffset, block.length);
}

function indexOrEnd(block: Buffer, byte: number, from: number): number {
  const found = block.indexOf(byte, from);
  return found < 0 ? block.length : found;
}
