/** A thread that scores batches: it is given what was learned once, then answers questions in the order they come. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BatchQuestion, batchScorer } from './score-batch.ts';
import type { Learned } from './teach.ts';

const learned: Learned = workerData;
const answer = batchScorer(learned);

parentPort?.on('message', (question: BatchQuestion) => {
  parentPort?.postMessage(answer(question), []);
});
