/**
 * Scores batches of clients: at hand for a small estate, on threads of their own for a large one. The answers are the same
 * bytes either way: each client's scores depend on nothing but what was learned.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type BatchQuestion, type BatchScores, batchScorer } from './score-batch.ts';
import { shareable } from './shareable.ts';
import type { Learned } from './teach.ts';

/** Below it the scores are there before a thread would have started. */
const clientsWorthThreads = 20_000;
const mostThreads = 4;

export interface Scoring {
  /** How many questions may be under way with profit. */
  readonly threads: number;
  scores(question: BatchQuestion): Promise<BatchScores>;
  close(): Promise<void>;
}

/** Opens the scoring of an estate; whoever opens it closes it. `threads` 0: at hand. */
export function openScoring(learned: Learned, threads = threadsFor(learned)): Scoring {
  if (threads === 0) {
    const answer = batchScorer(learned);
    return { threads: 1, scores: async (question) => answer(question), close: async () => {} };
  }
  const shared = shareable(learned);
  const pool = Array.from({ length: threads }, () => new ScoringThread(shared));
  let next = 0;
  return {
    threads,
    scores(question) {
      const thread = pool[next++ % pool.length];
      if (!thread) throw new Error('no scoring thread');
      return thread.scores(question);
    },
    async close() {
      await Promise.all(pool.map((thread) => thread.close()));
    },
  };
}

function threadsFor({ ground }: Learned): number {
  return ground.profiles.clientCount < clientsWorthThreads ? 0 : Math.min(mostThreads, availableParallelism());
}

interface Waiting {
  readonly resolve: (scores: BatchScores) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A thread does not inherit what reads TypeScript in this one: it begins by asking for it, by its address, as a name would be
 * looked for in the folder Cuvée is run from.
 */
const startThread = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./scoring-thread.ts', import.meta.url).href)});
});`;

/** What it reads is in shared memory: a thread needs little of its own, and would let waste pile up if it were allowed to. */
const threadLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 } as const;

/** One thread; it answers in the order it is asked. */
class ScoringThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: unknown;

  constructor(learned: unknown) {
    this.#worker = new Worker(startThread, { eval: true, workerData: learned, resourceLimits: threadLimits });
    this.#worker.on('message', (scores: BatchScores) => this.#waiting.shift()?.resolve(scores));
    this.#worker.on('error', (error: unknown) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a scoring thread ended with ${code}`)));
  }

  scores(question: BatchQuestion): Promise<BatchScores> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(question, []);
    });
  }

  async close(): Promise<void> {
    this.#failure ??= new Error('closed');
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
