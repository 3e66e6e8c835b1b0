/** A thread that helps to learn, then scores batches by what was learned. */
import { parentPort } from 'node:worker_threads';
import { doAsTold } from '../model/crew.ts';
import type { Ground } from '../model/ground.ts';
import { helpToLearn, type LearningTask } from '../model/learning-tasks.ts';
import { type BatchQuestion, type BatchScores, batchScorer } from './score-batch.ts';
import type { Learned } from './teach.ts';

/** After the learning: once what was learned, then question after question. */
export type ScoringTask = { readonly learned: Learned } | { readonly question: BatchQuestion };

let score: ((question: BatchQuestion) => BatchScores) | undefined;

parentPort?.on('message', (told: LearningTask | ScoringTask) => {
  doAsTold(() => {
    if ('learned' in told) score = batchScorer(told.learned);
    else if (!('question' in told)) helpToLearn(told, answer);
    else if (score !== undefined) answer(score(told.question));
    else throw new Error('nothing was learned yet');
  });
});

function answer(said: Ground | BatchScores): void {
  parentPort?.postMessage(said, []);
}
