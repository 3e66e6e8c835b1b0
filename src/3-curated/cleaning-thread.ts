/** A thread that helps to clean one file: it is told of it when it starts, then cleans portion after portion of its rows. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from './cleaning-helper.ts';
import { type CleanedRows, type CleaningTask, openCleaner } from './rows-cleaner.ts';

const task: CleaningTask = workerData;
const cleaner = await openCleaner(task);

parentPort?.on('message', (rows: Uint8Array<ArrayBuffer>) => {
  answer({ cleaned: cleaner.clean(Buffer.from(rows.buffer, rows.byteOffset, rows.length)) });
});
answer('ready');

/** What was written goes over as it is, without a copy. */
function answer(said: Answer): void {
  parentPort?.postMessage(said, said === 'ready' ? [] : buffersOf(said.cleaned));
}

function buffersOf({ pieces }: CleanedRows): ArrayBuffer[] {
  return pieces.flatMap(({ bytes }) => (bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []));
}
