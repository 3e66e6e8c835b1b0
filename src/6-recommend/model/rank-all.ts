/** The lists of every client at once, learned and ranked in batches by several threads where there is enough to do. */
import { availableParallelism } from 'node:os';
import { alone, closeCrew, type Crew, openCrew, sharedWith, shut, tellAll } from './crew.ts';
import { type Learned, parametersOf, taughtBy } from './fit.ts';
import { knownBefore } from './knowledge.ts';
import { countAside } from './learning-tasks.ts';
import type { FitQuestion, FittedModel } from './model.ts';
import { type ListsQuestion, type RankedLists, rankOn, rankWork } from './rank-clients.ts';

export interface RankAllQuestion extends ListsQuestion {
  /** How many threads help this one; the lists are the same whatever their number. One for each other core when absent. */
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

/** Learns, then ranks `count` items for every client of the history. */
export async function rankAll(question: FitQuestion, asked: RankAllQuestion): Promise<AllRanked> {
  const { threads = threadsFor(question.history.clientCount), onLearned, ...lists } = asked;
  const crew = threads > 0 ? openCrew(new URL('./rank-thread.ts', import.meta.url), threads) : alone;
  try {
    const learned = await learnTogether(question, crew);
    onLearned?.();
    const ranking = rankWork(sharedWith(crew, learned), lists, crew);
    tellAll(crew, { ranking });
    rankOn(ranking);
    shut(ranking.door);
    return { lists: ranking.lists, parameters: parametersOf(learned) };
  } finally {
    await closeCrew(crew);
  }
}

/** What is known today is counted aside while the lesson is learned. */
async function learnTogether(question: FitQuestion, crew: Crew): Promise<Learned> {
  const { history, attributes, asOfDay, seed } = question;
  const known = sharedWith(crew, knownBefore(history, asOfDay));
  const ground = countAside(known, attributes, crew);
  const taught = taughtBy(known, attributes, seed, crew);
  return { ground: await ground(), ...taught };
}

function threadsFor(clientCount: number): number {
  return clientCount < worthThreads ? 0 : Math.min(mostThreads, availableParallelism() - 1);
}
