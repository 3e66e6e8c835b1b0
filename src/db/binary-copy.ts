/**
 * The rows of `copy … to stdout (format binary)`, read where they lie: no text and no object is made of a field. Layout:
 * PostgreSQL documentation, COPY, "Binary Format"; numbers as `numeric_send` writes them, in digits of ten thousand.
 */
import type { Statement } from './sql.ts';

/** `PGCOPY\n\377\r\n\0`, the flags and the length of an extension nobody uses. */
const headerBytes = 19;

/** One row, as long as its turn lasts. */
export class BinaryRow {
  #bytes: Buffer = Buffer.alloc(0);
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  constructor(fieldCount: number) {
    this.#starts = new Int32Array(fieldCount);
    this.#ends = new Int32Array(fieldCount);
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Where a field begins; -1 when it is null. */
  start(field: number): number {
    return this.#starts[field] ?? -1;
  }

  end(field: number): number {
    return this.#ends[field] ?? -1;
  }

  int32(field: number): number {
    return this.#bytes.readInt32BE(this.#starts[field]);
  }

  boolean(field: number): boolean {
    return this.#bytes[this.#starts[field] ?? 0] === 1;
  }

  /** A numeric of up to four decimals in whole ten-thousandths: exact below 2^53. */
  tenThousandths(field: number): number {
    const bytes = this.#bytes;
    const start = this.#starts[field] ?? 0;
    const digitCount = (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
    const weight = bytes.readInt16BE(start + 2);
    let value = 0;
    // The digit of weight -1 is the last that counts.
    for (let digit = 0; digit <= weight + 1; digit++) {
      const at = start + 8 + 2 * digit;
      value = value * 10_000 + (digit < digitCount ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : 0);
    }
    return bytes[start + 4] === 0x40 ? -value : value;
  }

  /** Lays the row over the bytes at `at`. Gives where the next begins; -1 when the row is not all there, or there is no more. */
  lay(bytes: Buffer, at: number): number {
    if (at + 2 > bytes.length) return -1;
    const fieldCount = bytes.readInt16BE(at);
    if (fieldCount < 0) return -1;
    let position = at + 2;
    for (let field = 0; field < fieldCount; field++) {
      if (position + 4 > bytes.length) return -1;
      const length = bytes.readInt32BE(position);
      position += 4;
      this.#starts[field] = length < 0 ? -1 : position;
      position += Math.max(0, length);
      this.#ends[field] = position;
    }
    this.#bytes = bytes;
    return position > bytes.length ? -1 : position;
  }
}

/** Calls `take` for every row of the stream, always with the same object. */
export async function readBinaryRows(
  chunks: AsyncIterable<unknown>,
  fieldCount: number,
  take: (row: BinaryRow) => void,
): Promise<void> {
  const row = new BinaryRow(fieldCount);
  let rest: Buffer = Buffer.alloc(0);
  let at = headerBytes;
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) continue;
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let next = bytes.length < at ? -1 : row.lay(bytes, at);
    for (; next >= 0; next = row.lay(bytes, at)) {
      take(row);
      at = next;
    }
    rest = at < bytes.length ? bytes.subarray(at) : Buffer.alloc(0);
    at = Math.max(0, at - bytes.length);
    if (rest.length > 0) at = 0;
  }
}

/**
 * The rows of a statement as such a COPY. It takes no parameters, so their values, an estate's identifier or a day, are written into
 * the text as quoted literals.
 */
export function binaryCopyOf(statement: Statement, values: Readonly<Record<string, string>>): string {
  const text = statement.text.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const value = values[statement.parameterNames[Number(number) - 1] ?? ''] ?? '';
    return `'${value.replaceAll("'", "''")}'`;
  });
  return `copy (${text}) to stdout (format binary)`;
}
