/**
 * Walks the rows of a staging file as bytes. A sales file is a million rows of twenty cells, and a string per cell would cost
 * more than everything that is done with it: here a cell is where it begins and ends, with a hash by which `CellMemo` knows
 * it again; only what is new becomes text.
 */
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const semicolon = 0x3b;
const lineEnd = 0x0a;
const quote = 0x22;
const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/** One row at a time of our own CSV. Its fields hold until the next `next`; a column of -1 is one the file does not have. */
export class RowCursor {
  /** The bytes that `starts` and `ends` speak of. */
  bytes: Buffer = Buffer.alloc(0);
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** FNV-1a of the bytes of each cell. */
  readonly hashes: Int32Array;
  readonly #width: number;
  readonly #fileName: string;
  #position = 0;
  /** Bytes of `replace` behind the records: not to be walked. */
  #added = 0;

  /** `width`: the cells of its header. `fileName` is what a failure calls the file. */
  constructor(width: number, fileName: string) {
    this.#width = width;
    this.#fileName = fileName;
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
    this.hashes = new Int32Array(width);
  }

  /** Whole records to walk; the buffer is changed in place where quotes are undone. */
  load(records: Buffer): void {
    this.bytes = records;
    this.#position = 0;
    this.#added = 0;
  }

  /** Moves to the next row; false when all are walked. Throws a Failure when a row has not the cells of the header. */
  next(): boolean {
    const { bytes, starts, ends, hashes } = this;
    let position = this.#position;
    if (position >= bytes.length - this.#added) return false;
    let column = 0;
    for (;;) {
      if (bytes[position] === quote) {
        position = this.#readQuoted(position, column);
      } else {
        const start = position;
        let hash = hashSeed;
        let byte = bytes[position];
        while (byte !== semicolon && byte !== lineEnd && byte !== undefined) {
          hash = Math.imul(hash ^ byte, hashPrime);
          byte = bytes[++position];
        }
        starts[column] = start;
        ends[column] = position;
        hashes[column] = hash;
      }
      column++;
      if (bytes[position] !== semicolon) break;
      if (column === this.#width) throw notOurs(this.#fileName);
      position++;
    }
    if (column !== this.#width) throw notOurs(this.#fileName);
    this.#position = position + 1;
    return true;
  }

  /** A cell as text; `''` for a column the file does not have. */
  text(column: number): string {
    return column < 0 ? '' : this.bytes.toString('utf8', this.starts[column], this.ends[column]);
  }

  /** Puts other words in the place of a cell, until the next `next`: what a person corrected. */
  replace(column: number, text: string): void {
    const added = Buffer.from(text);
    let hash = hashSeed;
    for (const byte of added) hash = Math.imul(hash ^ byte, hashPrime);
    this.starts[column] = this.bytes.length;
    this.ends[column] = this.bytes.length + added.length;
    this.hashes[column] = hash;
    this.#added += added.length;
    this.bytes = Buffer.concat([this.bytes, added]);
  }

  /** Undoes the quotes of a cell where it lies, and gives the position of the sign that ends it. */
  #readQuoted(opening: number, column: number): number {
    const { bytes } = this;
    let read = opening + 1;
    let write = read;
    let hash = hashSeed;
    for (;;) {
      let byte = bytes[read++];
      if (byte === undefined) throw notOurs(this.#fileName);
      if (byte === quote) {
        if (bytes[read] !== quote) break;
        byte = quote;
        read++;
      }
      bytes[write++] = byte;
      hash = Math.imul(hash ^ byte, hashPrime);
    }
    this.starts[column] = opening + 1;
    this.ends[column] = write;
    this.hashes[column] = hash;
    return read;
  }
}

function notOurs(fileName: string): Failure {
  return new Failure(
    'STAGING_DAMAGED',
    sentence(
      `Le fichier de travail ${fileName} a été modifié ou tronqué. Supprimez-le puis relancez : il sera refait à partir de l’original.`,
      `The working file ${fileName} was altered or cut short. Delete it and run again: it is made anew from the original.`,
    ),
    { facts: { fileName } },
  );
}
