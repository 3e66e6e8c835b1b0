/** The lists of every client at once, on several threads where there is enough to do. */
import { Worker } from 'node:worker_threads';
import { type Learned, learn, parametersOf } from './fit.ts';
import type { FitQuestion, FittedModel } from './model.ts';
import { emptyLists, type ListsQuestion, type RankedLists, rankClients } from './rank-clients.ts';
import { sharedValues } from './shared-values.ts';

export interface RankAllQuestion extends Omit<ListsQuestion, 'from' | 'to'> {
  /** How many threads rank, this one not counted; the lists are the same whatever their number. 2 when absent. */
  readonly threads?: number;
}

export interface AllRanked {
  readonly lists: RankedLists;
  readonly parameters: FittedModel['parameters'];
}

/** Fewer clients than this are ranked sooner than a thread starts. */
const worthThreads = 10_000;
/** Clients handed to a thread at a time: small enough that none waits long for the others. */
const portion = 2_000;

/** Learns, then ranks `count` items for every client of the history. */
export async function rankAll(question: FitQuestion, asked: RankAllQuestion): Promise<AllRanked> {
  const learned = learn(question);
  const lists = await rankEveryone(learned, asked);
  return { lists, parameters: parametersOf(learned) };
}

/** The same with what was learned before. */
export async function rankEveryone(learned: Learned, asked: RankAllQuestion): Promise<RankedLists> {
  const { clientCount } = learned.ground.profiles;
  const threads = asked.threads ?? (clientCount < worthThreads ? 0 : 2);
  const lists = emptyLists(clientCount, asked.count);
  if (threads === 0) rankClients(learned, { ...asked, from: 0, to: clientCount }, lists);
  else await rankOnThreads(learned, asked, threads, lists);
  return lists;
}

async function rankOnThreads(
  learned: Learned,
  asked: RankAllQuestion,
  threads: number,
  lists: RankedLists,
): Promise<void> {
  const shared = sharedValues(learned);
  const { clientCount } = learned.ground.profiles;
  const { threads: _, ...question } = asked;
  let next = 0;
  const takePortion = (): ListsQuestion | undefined => {
    if (next >= clientCount) return undefined;
    const from = next;
    next = Math.min(clientCount, from + portion);
    return { ...question, from, to: next };
  };
  await Promise.all(Array.from({ length: threads }, () => runThread(shared, lists, takePortion)));
}

/**
 * A thread does not inherit what reads TypeScript in this one: it begins by asking for it, by its address, as a name would be
 * looked for in the folder Cuvée is run from.
 */
const tsxUrl = import.meta.resolve('tsx/esm/api');
const startThread = `import(${JSON.stringify(tsxUrl)}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./rank-thread.ts', import.meta.url).href)});
});`;

/** One thread, handed portion after portion until none is left. */
function runThread(learned: Learned, lists: RankedLists, takePortion: () => ListsQuestion | undefined): Promise<void> {
  const worker = new Worker(startThread, { eval: true, workerData: { learned, lists } });
  return new Promise((fulfil, reject) => {
    const goOn = () => {
      const question = takePortion();
      if (question === undefined) void worker.terminate().then(() => fulfil(), reject);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      else worker.postMessage(question);
    };
    worker.on('message', goOn);
    worker.on('error', reject);
    goOn();
  });
}
