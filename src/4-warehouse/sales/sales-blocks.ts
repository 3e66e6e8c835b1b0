/** The records of a curated sales file, below its header. */
import { ownCsvField } from '../../values/own-csv.ts';
import type { World } from '../../world.ts';
import { curatedBlocks, ledgerBroken } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { NotASalesRecord, SalesRecord, salesHeader } from './sales-record.ts';

/**
 * Hands each record to `take`, and yields what `told` gives after each block and after the last: a million records one by one
 * through an async loop would cost more than what is done with them. Throws LEDGER_BROKEN when it is no longer the file that was kept.
 */
export async function* walkSales<Told>(world: World, file: Export, steps: SalesSteps<Told>): AsyncGenerator<Told> {
  yield* walkRecords(file, salesBlocks(world, file), steps);
}

export interface SalesSteps<Told> {
  readonly take: (record: SalesRecord) => void;
  readonly told: () => Told;
}

/** The same with records of a file that were kept in mind, in blocks of whole ones. */
export async function* walkRecords<Told>(
  file: Export,
  blocks: AsyncIterable<Buffer> | Iterable<Buffer>,
  steps: SalesSteps<Told>,
): AsyncGenerator<Told> {
  const record = new SalesRecord();
  try {
    for await (const block of blocks) {
      record.load(block);
      while (record.read()) steps.take(record);
      yield steps.told();
    }
  } catch (error) {
    throw error instanceof NotASalesRecord ? ledgerBroken(file, { found: error.message }) : error;
  }
}

/** Blocks of whole records, the header left out. */
async function* salesBlocks(world: World, file: Export): AsyncGenerator<Buffer> {
  let isBelowHeader = false;
  for await (const block of curatedBlocks(world, file)) {
    if (!isBelowHeader && block.toString('latin1', 0, salesHeader.length) !== salesHeader) {
      throw new NotASalesRecord('another header');
    }
    yield isBelowHeader ? block : block.subarray(salesHeader.length);
    isBelowHeader = true;
  }
}

/** A text as the file writes it, one character per byte: to be compared with what `SalesRecord.text` gives. */
export function asWritten(text: string): string {
  return Buffer.from(ownCsvField(text), 'utf8').toString('latin1');
}
