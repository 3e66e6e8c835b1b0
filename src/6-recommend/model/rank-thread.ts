/** A thread that ranks portions of the clients into lists it shares with the thread that started it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Learned } from './fit.ts';
import { type ListsQuestion, type RankedLists, ranksClients } from './rank-clients.ts';

const { learned, lists }: { learned: Learned; lists: RankedLists } = workerData;
const rank = ranksClients(learned, lists);

parentPort?.on('message', (question: ListsQuestion) => {
  rank(question);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage('ranked');
});
