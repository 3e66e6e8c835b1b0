/** A thread that scores batches: it is told once what was learned, then answers questions in the order they come. */
import { parentPort } from 'node:worker_threads';
import { type BatchQuestion, type BatchScores, batchScorer } from './score-batch.ts';
import type { Told } from './scoring.ts';

let answer: ((question: BatchQuestion) => BatchScores) | undefined;

parentPort?.on('message', (told: Told) => {
  if ('learned' in told) {
    answer = batchScorer(told.learned);
    return;
  }
  if (answer === undefined) throw new Error('nothing was learned yet');
  parentPort?.postMessage(answer(told.question), []);
});
