/**
 * Walks the rows of a staging file as bytes. A sales file is a million rows of twenty cells, and a string per cell would cost
 * more than everything that is done with it: here a cell is where it begins and ends, and `CellMemo` knows it again by its bytes;
 * only what is new becomes text.
 */
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const semicolon = 0x3b;
const lineEnd = 0x0a;
const quote = 0x22;

/** One row at a time of our own CSV. Its fields hold until the next `next`; a column of -1 is one the file does not have. */
export class RowCursor {
  /** The bytes that `starts` and `ends` speak of, and a view of the same. */
  bytes: Buffer = Buffer.alloc(0);
  view: DataView = viewOf(this.bytes);
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #width: number;
  readonly #fileName: string;
  #position = 0;
  /** Where the records end: what `replace` adds lies behind and is not walked. */
  #stop = 0;

  /** `width`: the cells of its header. `fileName` is what a failure calls the file. */
  constructor(width: number, fileName: string) {
    this.#width = width;
    this.#fileName = fileName;
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
  }

  /** Whole records to walk; the buffer is changed in place where quotes are undone. */
  load(records: Buffer): void {
    this.#setBytes(records);
    this.#position = 0;
    this.#stop = records.length;
  }

  /** Moves to the next row; false when all are walked. Throws a Failure when a row has not the cells of the header. */
  next(): boolean {
    const { bytes, view, starts, ends } = this;
    const stop = this.#stop;
    let position = this.#position;
    if (position >= stop) return false;
    let column = 0;
    for (;;) {
      if (bytes[position] === quote) {
        position = this.#readQuoted(position, column);
      } else {
        starts[column] = position;
        while (position < stop) {
          const byte = view.getUint8(position);
          if (byte === semicolon || byte === lineEnd) break;
          position++;
        }
        ends[column] = position;
      }
      column++;
      if (position >= stop || bytes[position] !== semicolon) break;
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
    this.starts[column] = this.bytes.length;
    this.ends[column] = this.bytes.length + added.length;
    this.#setBytes(Buffer.concat([this.bytes, added]));
  }

  #setBytes(bytes: Buffer): void {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  /** Undoes the quotes of a cell where it lies, and gives the position of the sign that ends it. */
  #readQuoted(opening: number, column: number): number {
    const { bytes } = this;
    let read = opening + 1;
    let write = read;
    for (;;) {
      let byte = bytes[read++];
      if (byte === undefined) throw notOurs(this.#fileName);
      if (byte === quote) {
        if (bytes[read] !== quote) break;
        byte = quote;
        read++;
      }
      bytes[write++] = byte;
    }
    this.starts[column] = opening + 1;
    this.ends[column] = write;
    return read;
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
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
