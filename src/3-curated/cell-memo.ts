import type { RowCursor } from './row-cursor.ts';

/** Beyond this many different cells a column is forgotten and learned anew: memory stays flat whatever the file. */
const mostCells = 1 << 16;
const mostBytes = 1 << 23;

/**
 * What each different cell of one column means, worked out once: exports repeat their days, labels, clients and prices. A hash
 * table over the bytes themselves, so that a known cell costs no string. `parse` must depend on nothing but the text.
 */
export class CellMemo<Value> {
  readonly column: number;
  readonly #parse: (text: string) => Value;
  /** What an absent column means. */
  readonly #absent: Value;
  #values: Value[] = [];
  /** 1-based places in `#values`, by hash; 0 is free. */
  #slots = new Int32Array(1 << 10);
  #hashes = new Int32Array(1 << 9);
  #starts = new Int32Array(1 << 9);
  #arena = new Uint8Array(1 << 14);
  #arenaEnd = 0;

  constructor(column: number, parse: (text: string) => Value) {
    this.column = column;
    this.#parse = parse;
    this.#absent = parse('');
  }

  /** What the row's cell means. */
  of(row: RowCursor): Value {
    const column = this.column;
    if (column < 0) return this.#absent;
    const hash = row.hashes[column] ?? 0;
    const start = row.starts[column] ?? 0;
    const length = (row.ends[column] ?? 0) - start;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
    for (let place = slots[slot] ?? 0; place !== 0; place = slots[slot] ?? 0) {
      if (this.#hashes[place - 1] === hash && this.#isSame(place - 1, row.bytes, start, length)) {
        const known = this.#values[place - 1];
        if (known !== undefined) return known;
      }
      slot = (slot + 1) & mask;
    }
    return this.#learn(row, hash, start, length);
  }

  #isSame(place: number, bytes: Uint8Array, start: number, length: number): boolean {
    const arena = this.#arena;
    const from = this.#starts[place] ?? 0;
    if ((this.#starts[place + 1] ?? 0) - from !== length) return false;
    for (let index = 0; index < length; index++) if (arena[from + index] !== bytes[start + index]) return false;
    return true;
  }

  #learn(row: RowCursor, hash: number, start: number, length: number): Value {
    const value = this.#parse(row.text(this.column));
    if (this.#values.length >= mostCells || this.#arenaEnd + length > mostBytes) this.#forget();
    if (length > mostBytes) return value;
    if ((this.#values.length + 1) * 2 >= this.#slots.length) this.#grow();
    this.#arena = roomFor(this.#arena, this.#arenaEnd + length);
    this.#arena.set(row.bytes.subarray(start, start + length), this.#arenaEnd);
    const place = this.#values.push(value) - 1;
    this.#hashes[place] = hash;
    this.#starts[place] = this.#arenaEnd;
    this.#arenaEnd += length;
    this.#starts[place + 1] = this.#arenaEnd;
    this.#occupy(place, hash);
    return value;
  }

  #occupy(place: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = place + 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#hashes = longer(this.#hashes);
    this.#starts = longer(this.#starts);
    for (let place = 0; place < this.#values.length; place++) this.#occupy(place, this.#hashes[place] ?? 0);
  }

  #forget(): void {
    this.#values = [];
    this.#slots.fill(0);
    this.#arenaEnd = 0;
  }
}

/** FNV leaves its best bits high; the table is indexed by the low ones. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function longer(values: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(values.length * 2);
  grown.set(values);
  return grown;
}

function roomFor(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  const grown = new Uint8Array(Math.max(length, bytes.length * 2));
  grown.set(bytes);
  return grown;
}
