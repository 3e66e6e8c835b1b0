/** Cleans the rows of one file on several threads, with the same results in the same order as on one. */
import { availableParallelism } from 'node:os';
import { CleaningHelper } from './cleaning-helper.ts';
import type { CleanedRows, CleaningTask, RowsCleaner } from './rows-cleaner.ts';

/** A thread costs about a second of computing before it is as quick as this one. */
const rowsWorthHelpers = 500_000;
const mostHelpers = 3;
/** So many portions wait for those before them at most: what keeps memory flat when a thread falls behind. */
const mostWaiting = 8;

/**
 * How many threads help this one with so many rows: none with a small file, nor on two cores, where compressing keeps the other one
 * busy (measured: 7.2 s either way). Only sales are shared out.
 */
export function helpersFor({
  dataset,
  rows,
}: {
  readonly dataset: CleaningTask['dataset'];
  readonly rows: number;
}): number {
  if (dataset !== 'ventes_lignes' || rows < rowsWorthHelpers) return 0;
  return Math.min(mostHelpers, Math.max(0, availableParallelism() - 2));
}

/** As many threads that help to clean a file. Whoever starts them ends them. */
export function startHelpers(task: CleaningTask, count: number): readonly CleaningHelper[] {
  return Array.from({ length: count }, () => new CleaningHelper(task));
}

/** Another hand than this thread's, with a cleaner of its own for the same file. */
export interface Helper {
  /** Whether a portion given now would be cleaned soon. */
  readonly isFree: boolean;
  /** Leaves the buffer as it is. */
  clean(rows: Buffer): Promise<CleanedRows>;
}

/**
 * Cleans portions of whole rows (buffers that become this function's), and gives what became of them in the order of the file. This
 * thread cleans whatever no helper has a hand free for; the results do not depend on who did.
 */
export async function* cleanTogether(
  portions: AsyncIterable<Buffer>,
  cleaner: RowsCleaner,
  helpers: readonly Helper[],
): AsyncGenerator<CleanedRows> {
  const waiting: Portion[] = [];
  for await (const rows of portions) {
    const helper = helpers.find(({ isFree }) => isFree);
    waiting.push(helper === undefined ? cleanHere(cleaner, rows) : handOver(helper, rows));
    for (const portion of takeReady(waiting)) yield await settle(cleaner, portion);
  }
  for (const portion of waiting) yield await settle(cleaner, portion);
}

/** Takes from the front what is done, and what must be waited for. */
function takeReady(waiting: Portion[]): readonly Portion[] {
  let count = waiting.findIndex(({ isDone }) => !isDone);
  if (count < 0) count = waiting.length;
  return waiting.splice(0, Math.max(count, waiting.length - mostWaiting));
}

interface Portion {
  /** As they were given: they may be read once more. */
  readonly rows: Buffer;
  readonly cleaned: Promise<CleanedRows>;
  isDone: boolean;
}

function cleanHere(cleaner: RowsCleaner, rows: Buffer): Portion {
  return { rows, cleaned: Promise.resolve(cleaner.clean(Buffer.from(rows))), isDone: true };
}

function handOver(helper: Helper, rows: Buffer): Portion {
  const cleaned = helper.clean(rows).finally(() => {
    portion.isDone = true;
  });
  const portion = { rows, cleaned, isDone: false };
  // Whoever waits for it hears of a failure; until then it must not end the process.
  cleaned.catch(() => {});
  return portion;
}

/** What a portion became, now that all before it is known. Rows of credit notes that began before them may be read once more. */
async function settle(cleaner: RowsCleaner, { rows, cleaned }: Portion): Promise<CleanedRows> {
  const first = await cleaned.catch((error: unknown) => {
    // Rows that are not ours are a failure in words of its own; what else ends a thread is none of theirs.
    cleaner.clean(rows);
    throw error;
  });
  const { notes } = cleaner.curator;
  const isRight = notes === undefined || notes.agrees(first.noteUses);
  const right = isRight ? first : { ...cleaner.clean(rows), names: first.names };
  notes?.learn(right.noteUses);
  return right;
}
