/**
 * Scores batches of clients: at hand for a small estate, on threads of their own for a large one. The answers are the same
 * bytes either way: each client's scores depend on nothing but what was learned.
 */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { sharedValues } from '../model/shared-values.ts';
import { startThread } from '../model/start-thread.ts';
import { type BatchQuestion, type BatchScores, batchScorer } from './score-batch.ts';
import type { Learned } from './teach.ts';

/** Below it the scores are there before a thread would have started. */
const clientsWorthThreads = 3000;
const mostThreads = 4;
/** From so many clients on, more than one thread is kept busy. */
const clientsPerThread = 10_000;

export interface Scoring {
  scores(question: BatchQuestion): Promise<BatchScores>;
}

/**
 * Threads for an estate of so many clients, none for a small one. They get ready while the model is being learned: starting one
 * takes as long as scoring a thousand clients. Whoever starts them ends them.
 */
export function startScoringThreads(clientCount: number): readonly ScoringThread[] {
  if (clientCount < clientsWorthThreads) return [];
  const wanted = Math.min(mostThreads, availableParallelism(), Math.ceil(clientCount / clientsPerThread));
  return Array.from({ length: wanted }, () => new ScoringThread());
}

/** Scores by what was learned, on these threads in turn; at hand where there are none. */
export function openScoring(learned: Learned, threads: readonly ScoringThread[]): Scoring {
  if (threads.length === 0) {
    const answer = batchScorer(learned);
    return { scores: async (question) => answer(question) };
  }
  const shared = sharedValues(learned);
  for (const thread of threads) thread.learn(shared);
  let next = 0;
  return {
    scores(question) {
      const thread = threads[next++ % threads.length];
      if (!thread) throw new Error('no scoring thread');
      return thread.scores(question);
    },
  };
}

/** What a thread is told: once what was learned, then question after question. */
export type Told = { readonly learned: Learned } | { readonly question: BatchQuestion };

interface Waiting {
  readonly resolve: (scores: BatchScores) => void;
  readonly reject: (error: unknown) => void;
}

/** What it reads is in shared memory: a thread needs little of its own, and would let waste pile up if it were allowed to. */
const threadLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 } as const;

/** One thread; it answers in the order it is asked, once it was told what was learned. */
export class ScoringThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: unknown;

  constructor() {
    this.#worker = startThread(new URL('./scoring-thread.ts', import.meta.url), { resourceLimits: threadLimits });
    this.#worker.on('message', (scores: BatchScores) => this.#waiting.shift()?.resolve(scores));
    this.#worker.on('error', (error: unknown) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a scoring thread ended with ${code}`)));
  }

  learn(learned: Learned): void {
    const told: Told = { learned };
    this.#worker.postMessage(told, []);
  }

  scores(question: BatchQuestion): Promise<BatchScores> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      const told: Told = { question };
      this.#worker.postMessage(told, []);
    });
  }

  async end(): Promise<void> {
    this.#failure ??= new Error('ended');
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
