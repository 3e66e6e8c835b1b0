/**
 * The hash of a table's rows in whatever order they come: PostgreSQL gives the same rows back in another order once they were
 * copied in. The SHA-256 of each row are added up; one changed, missing or doubled row changes the sum.
 */
import { createHash } from 'node:crypto';

const lanes = 8;
const lineEnd = 0x0a;

export class RowsHash {
  rows = 0;
  readonly #sum = new Uint32Array(lanes);
  #rest: Buffer = Buffer.alloc(0);

  /** Some bytes of what COPY writes: one row per line, cut anywhere. */
  add(bytes: Buffer): void {
    const whole = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let start = 0;
    for (let end = whole.indexOf(lineEnd); end >= 0; end = whole.indexOf(lineEnd, start)) {
      this.#addRow(whole.subarray(start, end));
      start = end + 1;
    }
    this.#rest = whole.subarray(start);
  }

  /** Hexadecimal; the same for the same rows. */
  digest(): string {
    return [...this.#sum].map((lane) => lane.toString(16).padStart(8, '0')).join('');
  }

  #addRow(row: Buffer): void {
    const hash = createHash('sha256').update(row).digest();
    for (let lane = 0; lane < lanes; lane++) {
      this.#sum[lane] = ((this.#sum[lane] ?? 0) + hash.readUInt32BE(4 * lane)) >>> 0;
    }
    this.rows++;
  }
}
