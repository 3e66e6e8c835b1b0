import type { RowCursor } from './row-cursor.ts';

/** Beyond this many different cells a column is forgotten and learned anew: memory stays flat whatever the file. */
const mostCells = 1 << 16;
const mostBytes = 1 << 22;
/** A slot is four whole numbers side by side: place of the value (from 1; 0 is free), hash, start and length of its bytes. */
const slotSize = 4;

/** Cells whose meaning is the same for all of them, known by their signs alone: codes that need no cleaning. No table is asked. */
export interface PlainCells<Value> {
  readonly isPlain: (row: RowCursor, column: number) => boolean;
  readonly value: Value;
}

/** Whether a cell is nothing but capitals and figures, and is not empty. */
export function isPlainCode(row: RowCursor, column: number): boolean {
  const end = row.ends[column] ?? 0;
  const start = row.starts[column] ?? 0;
  for (let at = start; at < end; at++) {
    const byte = row.bytes[at] ?? 0;
    if (byte > 0x5a || byte < 0x30 || (byte > 0x39 && byte < 0x41)) return false;
  }
  return end > start;
}

/**
 * What each different cell of one column means, worked out once: exports repeat their days, labels, clients and prices. A hash
 * table over the bytes themselves, so that a known cell costs no string. `parse` must depend on nothing but the text.
 */
export class CellMemo<Value> {
  readonly column: number;
  readonly #parse: (text: string) => Value;
  readonly #plain: PlainCells<Value> | undefined;
  /** The value of the row before, and of an absent column: lines of one document repeat most of their cells. */
  #last: Value;
  #lastHash = 0;
  #lastStart = 0;
  #lastLength = -1;
  #values: Value[] = [];
  #slots = new Int32Array(slotSize << 9);
  #arena = new Uint8Array(1 << 13);
  #arenaEnd = 0;

  constructor(column: number, parse: (text: string) => Value, plain?: PlainCells<Value>) {
    this.column = column;
    this.#parse = parse;
    this.#plain = plain;
    this.#last = parse('');
  }

  /** What the row's cell means. */
  of(row: RowCursor): Value {
    const column = this.column;
    if (column < 0) return this.#last;
    const plain = this.#plain;
    if (plain !== undefined && plain.isPlain(row, column)) return plain.value;
    const hash = row.hashes[column] ?? 0;
    const start = row.starts[column] ?? 0;
    const length = (row.ends[column] ?? 0) - start;
    if (
      hash === this.#lastHash &&
      length === this.#lastLength &&
      this.#isSame(this.#lastStart, row.bytes, start, length)
    ) {
      return this.#last;
    }
    const slots = this.#slots;
    let slot = firstSlot(hash, slots.length);
    for (let place = slots[slot] ?? 0; place !== 0; place = slots[slot] ?? 0) {
      const from = slots[slot + 2] ?? 0;
      if (slots[slot + 1] === hash && slots[slot + 3] === length && this.#isSame(from, row.bytes, start, length)) {
        const known = this.#values[place - 1];
        if (known !== undefined) return this.#remember(known, hash, from, length);
      }
      slot = (slot + slotSize) & (slots.length - 1);
    }
    return this.#learn(row, hash, start, length);
  }

  #remember(value: Value, hash: number, from: number, length: number): Value {
    this.#last = value;
    this.#lastHash = hash;
    this.#lastStart = from;
    this.#lastLength = length;
    return value;
  }

  #isSame(from: number, bytes: Uint8Array, start: number, length: number): boolean {
    const arena = this.#arena;
    for (let index = 0; index < length; index++) if (arena[from + index] !== bytes[start + index]) return false;
    return true;
  }

  #learn(row: RowCursor, hash: number, start: number, length: number): Value {
    const value = this.#parse(row.text(this.column));
    if (length > mostBytes) return value;
    if (this.#values.length >= mostCells || this.#arenaEnd + length > mostBytes) this.#forget();
    if ((this.#values.length + 1) * 2 * slotSize > this.#slots.length) this.#grow();
    const from = this.#arenaEnd;
    this.#arenaEnd += length;
    this.#arena = roomFor(this.#arena, this.#arenaEnd);
    for (let index = 0; index < length; index++) this.#arena[from + index] = row.bytes[start + index] ?? 0;
    occupy(this.#slots, this.#values.push(value), hash, from, length);
    return this.#remember(value, hash, from, length);
  }

  #grow(): void {
    const former = this.#slots;
    this.#slots = new Int32Array(former.length * 2);
    for (let slot = 0; slot < former.length; slot += slotSize) {
      const place = former[slot] ?? 0;
      if (place !== 0) occupy(this.#slots, place, former[slot + 1] ?? 0, former[slot + 2] ?? 0, former[slot + 3] ?? 0);
    }
  }

  #forget(): void {
    this.#values = [];
    this.#slots.fill(0);
    this.#arenaEnd = 0;
  }
}

function occupy(slots: Int32Array, place: number, hash: number, from: number, length: number): void {
  let slot = firstSlot(hash, slots.length);
  while (slots[slot] !== 0) slot = (slot + slotSize) & (slots.length - 1);
  slots[slot] = place;
  slots[slot + 1] = hash;
  slots[slot + 2] = from;
  slots[slot + 3] = length;
}

/** FNV leaves its best bits high; the table is indexed by the low ones. */
function firstSlot(hash: number, size: number): number {
  return ((hash ^ (hash >>> 15)) * slotSize) & (size - 1);
}

function roomFor(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  const grown = new Uint8Array(Math.max(length, bytes.length * 2));
  grown.set(bytes);
  return grown;
}
