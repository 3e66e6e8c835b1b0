/**
 * The rows of a curated file as bytes: cells that were encoded once are copied, amounts and numbers are written figure by
 * figure. Handed on in pieces of some hundred kilobytes.
 */
import { type Decimal4, decimalScale } from '../values/decimal.ts';
import { ownCsvField } from '../values/own-csv.ts';
import type { RowCursor } from './row-cursor.ts';

/** A cell as our files hold it: UTF-8, quoted where it must be. */
export type EncodedCell = Uint8Array;

const pieceBytes = 512 * 1024;
const semicolon = 0x3b;
const lineEnd = 0x0a;
const figureZero = 0x30;
const minus = 0x2d;
const point = 0x2e;
/** Below this many bytes a loop is faster than the call that copies. */
const shortCell = 24;

export const emptyCell: EncodedCell = new Uint8Array(0);
const trueCell = encodeCell('t');
const falseCell = encodeCell('f');

/** Encodes a text once, to be written many times. */
export function encodeCell(text: string): EncodedCell {
  return text === '' ? emptyCell : new Uint8Array(Buffer.from(ownCsvField(text), 'utf8'));
}

/** Encodes some cells that always stand side by side, to be written as if they were one. */
export function encodeCells(texts: readonly string[]): EncodedCell {
  return new Uint8Array(Buffer.from(texts.map(ownCsvField).join(';'), 'utf8'));
}

/** Stands for a cell that is already as our files hold it: it is copied from the row, which is nearer than any table. */
export const asWritten: EncodedCell = new Uint8Array(0);

/** Encodes what a cell means; `asWritten` when that is what the row holds. To be written with `written`. */
export function encodeLike(raw: string, text: string): EncodedCell {
  // A replacement character may stand for bytes that are no UTF-8: those are never copied.
  const isSame = text !== '' && text === raw && ownCsvField(text) === text && !text.includes('\ufffd');
  return isSame ? asWritten : encodeCell(text);
}

/** Gathers rows; `sink` gets whole rows and keeps the buffer. Cells are added in the order of the columns, then `endRow`. */
export class CuratedRows {
  readonly #sink: (bytes: Buffer, rows: number) => void;
  #bytes = Buffer.allocUnsafe(pieceBytes + 4096);
  #end = 0;
  #rows = 0;

  constructor(sink: (bytes: Buffer, rows: number) => void) {
    this.#sink = sink;
  }

  cell(encoded: EncodedCell): void {
    const length = encoded.length;
    this.#reserve(length);
    const bytes = this.#bytes;
    let end = this.#end;
    if (length <= shortCell) for (let index = 0; index < length; index++) bytes[end++] = encoded[index] ?? 0;
    else {
      bytes.set(encoded, end);
      end += length;
    }
    bytes[end] = semicolon;
    this.#end = end + 1;
  }

  /** A cell by `encodeLike` of this row's column. */
  written(encoded: EncodedCell, row: RowCursor, column: number): void {
    if (encoded === asWritten) this.same(row, column);
    else this.cell(encoded);
  }

  /** The beginning of a cell; the next call writes its end. */
  start(encoded: EncodedCell): void {
    this.cell(encoded);
    this.#end--;
  }

  /** A text that is not expected twice. */
  text(text: string): void {
    this.cell(encodeCell(text));
  }

  /** A cell of the staging row as it is: only for what we wrote there ourselves, such as line numbers. */
  same(row: RowCursor, column: number): void {
    const from = row.bytes;
    const start = column < 0 ? 0 : (row.starts[column] ?? 0);
    const stop = column < 0 ? 0 : (row.ends[column] ?? 0);
    this.#reserve(stop - start);
    const bytes = this.#bytes;
    let end = this.#end;
    for (let index = start; index < stop; index++) bytes[end++] = from[index] ?? 0;
    bytes[end] = semicolon;
    this.#end = end + 1;
  }

  boolean(value: boolean | undefined): void {
    this.cell(value === undefined ? emptyCell : value ? trueCell : falseCell);
  }

  /** The shortest exact form, as `formatDecimal`; nothing for an unknown amount. */
  decimal(value: Decimal4 | undefined): void {
    if (value === undefined) return this.cell(emptyCell);
    this.#reserve(24);
    const bytes = this.#bytes;
    const size = Math.abs(value);
    const integer = Math.floor(size / decimalScale);
    let fraction = size - integer * decimalScale;
    if (value < 0) bytes[this.#end++] = minus;
    if (integer < 10) bytes[this.#end++] = figureZero + integer;
    else this.#figures(integer);
    if (fraction !== 0) {
      bytes[this.#end++] = point;
      for (let unit = decimalScale / 10; fraction > 0; unit /= 10) {
        const figure = Math.floor(fraction / unit);
        bytes[this.#end++] = figureZero + figure;
        fraction -= figure * unit;
      }
    }
    bytes[this.#end++] = semicolon;
  }

  endRow(): void {
    // The separator behind the last cell becomes the end of the line.
    this.#bytes[this.#end - 1] = lineEnd;
    this.#rows++;
    if (this.#end >= pieceBytes) this.flush();
  }

  /** Hands on what is gathered; to be called after the last row too. */
  flush(): void {
    if (this.#rows === 0) return;
    // A buffer of its own, which can go over to another thread; ours is filled anew.
    const piece = Buffer.allocUnsafeSlow(this.#end);
    this.#bytes.copy(piece, 0, 0, this.#end);
    const rows = this.#rows;
    this.#end = 0;
    this.#rows = 0;
    this.#sink(piece, rows);
  }

  #figures(value: number): void {
    let width = 1;
    for (let limit = 10; value >= limit; limit *= 10) width++;
    let rest = value;
    for (let at = this.#end + width - 1; at >= this.#end; at--) {
      const tens = Math.floor(rest / 10);
      this.#bytes[at] = figureZero + (rest - tens * 10);
      rest = tens;
    }
    this.#end += width;
  }

  #reserve(length: number): void {
    const needed = this.#end + length + 1;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = grown;
  }
}
