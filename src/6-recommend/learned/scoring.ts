/**
 * Scores batches of clients: at hand for a small estate, on threads of their own for a large one. The answers are the same
 * bytes either way: each client's scores depend on nothing but what was learned.
 */
import { availableParallelism } from 'node:os';
import { alone, type Crew, openCrew, sharedWith, tellAll } from '../model/crew.ts';
import { type BatchQuestion, type BatchScores, batchScorer } from './score-batch.ts';
import type { ScoringTask } from './scoring-thread.ts';
import type { Learned } from './teach.ts';

/** Below it the scores are there before a thread would have started. */
const clientsWorthThreads = 3000;
const mostThreads = 4;
/** From so many clients on, more than one thread is kept busy. */
const clientsPerThread = 10_000;
/** What it reads is in shared memory: a thread needs little of its own, and would let waste pile up if it were allowed to. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 } as const;

export interface Scoring {
  scores(question: BatchQuestion): Promise<BatchScores>;
}

/**
 * Threads for an estate of so many clients, none for a small one. They get ready while the sales are being read: starting one
 * takes as long as scoring a thousand clients. Whoever starts them ends them.
 */
export function crewForScoring(clientCount: number): Crew {
  if (clientCount < clientsWorthThreads) return alone;
  const wanted = Math.min(mostThreads, availableParallelism(), Math.ceil(clientCount / clientsPerThread));
  return scoringCrew(wanted);
}

/** So many threads. */
export function scoringCrew(size: number): Crew {
  return openCrew(new URL('./scoring-thread.ts', import.meta.url), size, { resourceLimits });
}

/** Batches a helper has before it: one at work and one waiting. What comes meanwhile is scored at hand. */
const batchesPerHelper = 2;

/** Scores by what was learned, on the threads of the crew in turn and on this one when they are busy. */
export function openScoring(learned: Learned, crew: Crew): Scoring {
  const { helpers } = crew;
  const shared = sharedWith(crew, learned);
  const atHand = batchScorer(shared);
  tellAll(crew, { learned: shared } satisfies ScoringTask);
  let next = 0;
  let underWay = 0;
  return {
    async scores(question) {
      const helper = helpers[next % Math.max(1, helpers.length)];
      if (helper === undefined || underWay >= batchesPerHelper * helpers.length) return atHand(question);
      next++;
      underWay++;
      try {
        return await helper.ask<BatchScores>({ question } satisfies ScoringTask);
      } finally {
        underWay--;
      }
    },
  };
}
