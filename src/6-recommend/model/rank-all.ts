/** The lists of every client at once, in batches that several threads take on where there is enough to do. */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { type Learned, learn, parametersOf, taughtBy } from './fit.ts';
import type { Ground } from './ground.ts';
import { knownBefore } from './knowledge.ts';
import type { FitQuestion, FittedModel } from './model.ts';
import {
  isRanked,
  type ListsQuestion,
  portionRanker,
  type RankedLists,
  type RankWork,
  rankWork,
} from './rank-clients.ts';
import type { Answer, Told } from './rank-thread.ts';
import { sharedValues } from './shared-values.ts';
import { startThread } from './start-thread.ts';

export interface RankAllQuestion extends ListsQuestion {
  /** How many threads help this one to rank; the lists are the same whatever their number. One for each other core when absent. */
  readonly threads?: number;
  /** Called when all is learned and the ranking begins. */
  readonly onLearned?: () => void;
}

export interface AllRanked {
  readonly lists: RankedLists;
  readonly parameters: FittedModel['parameters'];
}

/** Fewer clients than this are ranked before a thread has started. */
const worthThreads = 2000;
const mostThreads = 3;

/**
 * Learns, then ranks `count` items for every client of the history. While this thread is taught, another counts what is known
 * today; the others get ready.
 */
export async function rankAll(question: FitQuestion, asked: RankAllQuestion): Promise<AllRanked> {
  const { threads = threadsFor(question.history.clientCount), onLearned, ...lists } = asked;
  const workers = Array.from({ length: threads }, () => startThread(new URL('./rank-thread.ts', import.meta.url)));
  try {
    const learned = await learnTogether(question, workers[0]);
    onLearned?.();
    const work = rankWork(threads > 0 ? sharedValues(learned) : learned, lists);
    await rankTogether(work, workers);
    return { lists: work.lists, parameters: parametersOf(learned) };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function learnTogether(question: FitQuestion, worker: Worker | undefined): Promise<Learned> {
  if (worker === undefined) return learn(question);
  const { history, attributes, asOfDay, seed } = question;
  const known = sharedValues(knownBefore(history, asOfDay));
  const counted = new Promise<Ground>((fulfil, reject) => {
    worker.once('message', ({ ground }: Answer) => ground && fulfil(ground));
    worker.once('error', reject);
    tell(worker, { known, attributes });
  });
  // Whoever waits for it hears of a failure; until then it must not end the process.
  counted.catch(() => {});
  const taught = taughtBy(known, attributes, seed);
  return { ground: await counted, ...taught };
}

function tell(worker: Worker, told: Told): void {
  worker.postMessage(told, []);
}

function threadsFor(clientCount: number): number {
  return clientCount < worthThreads ? 0 : Math.min(mostThreads, availableParallelism() - 1);
}

/** A thread that was not ready before everybody was ranked is not waited for. */
async function rankTogether(work: RankWork, workers: readonly Worker[]): Promise<void> {
  const allRanked = new Promise<void>((fulfil, reject) => {
    for (const worker of workers) {
      worker.on('message', () => isRanked(work) && fulfil());
      worker.on('error', reject);
      tell(worker, { work });
    }
  });
  // Whoever waits for it hears of a failure; until then it must not end the process.
  allRanked.catch(() => {});
  const rankPortion = portionRanker(work);
  while (rankPortion()) await setImmediate();
  if (!isRanked(work)) await allRanked;
}
