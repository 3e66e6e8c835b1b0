import { withRoom } from '../values/with-room.ts';
import type { RowCursor } from './row-cursor.ts';

/** Beyond this many different cells a column is forgotten and learned anew: memory stays flat whatever the file. */
const mostCells = 1 << 16;
const mostBytes = 1 << 22;
/** A slot is two whole numbers side by side: place of the value (from 1; 0 is free), hash of its cells. */
const slotSize = 2;

/** Cells whose meaning is the same for all of them, known by their signs alone: codes that need no cleaning. No table is asked. */
export interface PlainCells<Value> {
  readonly isPlain: (row: RowCursor, column: number) => boolean;
  readonly value: Value;
}

/** Whether a cell is nothing but capitals and figures, with a figure among them: a word such as `NULL` is looked at more closely. */
export function isPlainCode(row: RowCursor, column: number): boolean {
  const end = row.ends[column] ?? 0;
  let hasFigure = false;
  for (let at = row.starts[column] ?? 0; at < end; at++) {
    const byte = row.bytes[at] ?? 0;
    if (byte > 0x5a || byte < 0x30 || (byte > 0x39 && byte < 0x41)) return false;
    if (byte <= 0x39) hasFigure = true;
  }
  return hasFigure;
}

/**
 * What each different cell of a column means, or the cells of some columns together, worked out once: exports repeat their days,
 * labels, clients and prices. A hash table over the bytes themselves, so that a known cell costs no string. `parse` must depend on
 * nothing but the texts, which it is given in the order of the columns.
 */
export class CellMemo<Value> {
  /** The first of its columns. */
  readonly column: number;
  readonly #columns: readonly number[];
  /** Those the file has. */
  readonly #present: readonly number[];
  readonly #parse: (...texts: readonly string[]) => Value;
  readonly #plain: PlainCells<Value> | undefined;
  /** Of the row before: lines of one document repeat most of their cells. */
  #last: Value;
  #lastPlace = -1;
  #values: Value[] = [];
  #slots = new Int32Array(slotSize << 9);
  /** For each value where its bytes start, then the length of each of its cells. */
  #entries = new Int32Array(1 << 9);
  readonly #entrySize: number;
  #arena = new DataView(new ArrayBuffer(1 << 13));
  #arenaEnd = 0;

  constructor(
    columns: number | readonly number[],
    parse: (...texts: readonly string[]) => Value,
    plain?: PlainCells<Value>,
  ) {
    this.#columns = typeof columns === 'number' ? [columns] : columns;
    this.column = this.#columns[0] ?? -1;
    this.#present = this.#columns.filter((column) => column >= 0);
    this.#entrySize = this.#present.length + 1;
    this.#parse = parse;
    this.#plain = plain;
    this.#last = parse(...this.#columns.map(() => ''));
  }

  /** What the row's cells mean. */
  of(row: RowCursor): Value {
    if (this.#present.length === 0) return this.#last;
    const plain = this.#plain;
    if (plain !== undefined && plain.isPlain(row, this.column)) return plain.value;
    if (this.#lastPlace >= 0 && this.#isSame(this.#lastPlace, row)) return this.#last;
    const hash = this.#hash(row);
    const slots = this.#slots;
    let slot = firstSlot(hash, slots.length);
    for (let place = slots[slot] ?? 0; place !== 0; place = slots[slot] ?? 0) {
      if (slots[slot + 1] === hash && this.#isSame(place - 1, row)) {
        const known = this.#values[place - 1];
        if (known !== undefined) return this.#remember(known, place - 1);
      }
      slot = (slot + slotSize) & (slots.length - 1);
    }
    return this.#learn(row, hash);
  }

  #remember(value: Value, place: number): Value {
    this.#last = value;
    this.#lastPlace = place;
    return value;
  }

  #isSame(place: number, row: RowCursor): boolean {
    const { starts, ends } = row;
    const present = this.#present;
    const entries = this.#entries;
    const entry = place * this.#entrySize;
    for (let index = 0; index < present.length; index++) {
      const column = present[index] ?? 0;
      if ((ends[column] ?? 0) - (starts[column] ?? 0) !== entries[entry + 1 + index]) return false;
    }
    let from = entries[entry] ?? 0;
    for (let index = 0; index < present.length; index++) {
      const length = entries[entry + 1 + index] ?? 0;
      if (!areSame(this.#arena, from, row.view, starts[present[index] ?? 0] ?? 0, length)) return false;
      from += length;
    }
    return true;
  }

  #hash(row: RowCursor): number {
    let hash = 0;
    for (const column of this.#present) hash = hashed(hash, row.view, row.starts[column] ?? 0, row.ends[column] ?? 0);
    return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  }

  #learn(row: RowCursor, hash: number): Value {
    const value = this.#parse(...this.#columns.map((column) => row.text(column)));
    let length = 0;
    for (const column of this.#present) length += (row.ends[column] ?? 0) - (row.starts[column] ?? 0);
    if (length > mostBytes) return value;
    if (this.#values.length >= mostCells || this.#arenaEnd + length > mostBytes) this.#forget();
    if ((this.#values.length + 1) * 2 * slotSize > this.#slots.length) this.#grow();
    this.#keepCells(row, length);
    occupy(this.#slots, this.#values.push(value), hash);
    return this.#remember(value, this.#values.length - 1);
  }

  #keepCells(row: RowCursor, length: number): void {
    let entry = this.#values.length * this.#entrySize;
    if (entry + this.#entrySize > this.#entries.length) this.#entries = withRoom(this.#entries);
    if (this.#arenaEnd + length > this.#arena.byteLength) this.#enlargeArena(this.#arenaEnd + length);
    const arena = new Uint8Array(this.#arena.buffer);
    this.#entries[entry++] = this.#arenaEnd;
    for (const column of this.#present) {
      const cell = row.bytes.subarray(row.starts[column], row.ends[column]);
      arena.set(cell, this.#arenaEnd);
      this.#entries[entry++] = cell.length;
      this.#arenaEnd += cell.length;
    }
  }

  #enlargeArena(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.#arena.byteLength * 2));
    larger.set(new Uint8Array(this.#arena.buffer));
    this.#arena = new DataView(larger.buffer);
  }

  #grow(): void {
    const former = this.#slots;
    this.#slots = new Int32Array(former.length * 2);
    for (let slot = 0; slot < former.length; slot += slotSize) {
      const place = former[slot] ?? 0;
      if (place !== 0) occupy(this.#slots, place, former[slot + 1] ?? 0);
    }
  }

  #forget(): void {
    this.#values = [];
    this.#slots.fill(0);
    this.#arenaEnd = 0;
  }
}

function areSame(one: DataView, from: number, other: DataView, start: number, length: number): boolean {
  let at = 0;
  for (; at + 4 <= length; at += 4) if (one.getInt32(from + at) !== other.getInt32(start + at)) return false;
  for (; at < length; at++) if (one.getUint8(from + at) !== other.getUint8(start + at)) return false;
  return true;
}

/** Goes on with a hash over a cell, four bytes at a time; the length is in it, so that two cells are not one. */
function hashed(hash: number, view: DataView, start: number, end: number): number {
  let sum = stirred(hash, end - start);
  let at = start;
  for (; at + 4 <= end; at += 4) sum = stirred(sum, view.getInt32(at));
  for (; at < end; at++) sum = stirred(sum, view.getUint8(at));
  return sum;
}

function stirred(hash: number, word: number): number {
  return Math.imul(((hash << 5) | (hash >>> 27)) ^ word, 0x9e3779b1);
}

function occupy(slots: Int32Array, place: number, hash: number): void {
  let slot = firstSlot(hash, slots.length);
  while (slots[slot] !== 0) slot = (slot + slotSize) & (slots.length - 1);
  slots[slot] = place;
  slots[slot + 1] = hash;
}

/** The best bits of the hash are its high ones; the table is indexed by the low ones. */
function firstSlot(hash: number, size: number): number {
  return ((hash ^ (hash >>> 15)) * slotSize) & (size - 1);
}
