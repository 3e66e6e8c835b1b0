/** The records of a sales file that may be written, kept in mind as long as they are few: then the file is read only once. */
import type { SalesRecord } from './sales-record.ts';

/** More than a week usually brings, less than memory feels: some 150,000 lines. */
const mostBytes = 32 * 1024 * 1024;
/** Runs are small: they are gathered to blocks of this size. */
const blockBytes = 256 * 1024;

export class KeptRecords {
  readonly #blocks: Buffer[] = [];
  /** Of the block that is being gathered. */
  #runs: Buffer[] = [];
  #runsBytes = 0;
  #bytes = 0;
  /** What earlier blocks of the file hold of the run at hand, and where it stands in this one. */
  #before: Buffer[] = [];
  #block: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  /** Takes a record, the next one of the run at hand. */
  take(record: SalesRecord): void {
    if (record.block !== this.#block) {
      if (this.#end > this.#start) this.#before.push(this.#block.subarray(this.#start, this.#end));
      this.#block = record.block;
      this.#start = record.start;
    }
    this.#end = record.next;
  }

  /** The run at hand has come to its end; another begins with the next record. */
  endRun(isKept: boolean): void {
    if (isKept && this.#bytes <= mostBytes) this.#keep([...this.#before, this.#block.subarray(this.#start, this.#end)]);
    if (this.#before.length > 0) this.#before = [];
    this.#start = this.#end;
  }

  /** All that was kept, whole records in the order of the file; undefined when it was too much. */
  blocks(): readonly Buffer[] | undefined {
    if (this.#bytes > mostBytes) return undefined;
    this.#gather();
    return this.#blocks;
  }

  #keep(pieces: readonly Buffer[]): void {
    for (const piece of pieces) {
      // A copy: a piece of the block would keep the whole of it in memory.
      this.#runs.push(Buffer.from(piece));
      this.#runsBytes += piece.length;
      this.#bytes += piece.length;
    }
    if (this.#runsBytes > blockBytes) this.#gather();
  }

  #gather(): void {
    if (this.#runs.length > 0) this.#blocks.push(Buffer.concat(this.#runs));
    this.#runs = [];
    this.#runsBytes = 0;
  }
}
