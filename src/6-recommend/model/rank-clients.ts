/** Lists of many clients, written into flat arrays by as many threads as there are. */
import { type Learned, rankerOf } from './fit.ts';
import type { Slot } from './model.ts';

/** By client × place: best first. Shared between threads: each client's row is written by one of them. */
export interface RankedLists {
  readonly count: number;
  /** -1 where the list is shorter than `count`. */
  readonly items: Int32Array;
  readonly scores: Float32Array;
  /** 1 where the item was bought before. */
  readonly repeats: Uint8Array;
}

export interface ListsQuestion {
  readonly count: number;
  readonly asOfDay?: number;
  readonly allowed?: Uint8Array;
  readonly slot?: Slot;
}

/** What several threads work on together. */
export interface RankWork {
  readonly learned: Learned;
  readonly question: ListsQuestion;
  readonly lists: RankedLists;
  /** Shared: the first client nobody has taken on yet, and how many have their list. */
  readonly progress: Int32Array;
}

/** Clients taken on at a time: small enough that nobody waits long for the others. */
const portion = 250;
const taken = 0;
const ranked = 1;

/** The work of ranking everybody, not yet begun. */
export function rankWork(learned: Learned, question: ListsQuestion): RankWork {
  return {
    learned,
    question,
    lists: emptyLists(learned.ground.profiles.clientCount, question.count),
    progress: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
  };
}

export function isRanked({ learned, progress }: RankWork): boolean {
  return Atomics.load(progress, ranked) >= learned.ground.profiles.clientCount;
}

function emptyLists(clientCount: number, count: number): RankedLists {
  const size = clientCount * count;
  return {
    count,
    items: new Int32Array(new SharedArrayBuffer(size * 4)).fill(-1),
    scores: new Float32Array(new SharedArrayBuffer(size * 4)),
    repeats: new Uint8Array(new SharedArrayBuffer(size)),
  };
}

/** Gives what ranks a portion nobody has taken on yet, with one scratch for all; false when there was none left. */
export function portionRanker({ learned, question, lists, progress }: RankWork): () => boolean {
  const { clientCount } = learned.ground.profiles;
  const rank = rankerOf(learned);
  const rankInto = (client: number): void => {
    rank({ ...question, client }).forEach(({ item, score, slot }, place) => {
      const at = client * lists.count + place;
      lists.items[at] = item;
      lists.scores[at] = score;
      lists.repeats[at] = slot === 'repeat' ? 1 : 0;
    });
  };
  return () => {
    const from = Atomics.add(progress, taken, portion);
    if (from >= clientCount) return false;
    const to = Math.min(clientCount, from + portion);
    for (let client = from; client < to; client++) rankInto(client);
    Atomics.add(progress, ranked, to - from);
    return true;
  };
}
