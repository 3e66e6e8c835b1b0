/** Lists of many clients, written into flat arrays by as many threads as there are. */
import { type Crew, type Door, openDoor, sharedWords } from './crew.ts';
import { type Learned, rankerOf } from './fit.ts';
import type { RankedItem, Slot } from './model.ts';

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
  /** Shared: the first client nobody has taken on yet. */
  readonly next: Int32Array;
  readonly door: Door;
}

/** Clients taken on at a time: small enough that nobody waits long for the others. */
const portion = 100;

/** The work of ranking everybody, not yet begun. */
export function rankWork(learned: Learned, question: ListsQuestion, crew: Crew): RankWork {
  return {
    learned,
    question,
    lists: emptyLists(learned.ground.profiles.clientCount, question.count),
    next: sharedWords(1),
    door: openDoor(crew),
  };
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

/** Ranks portions nobody has taken on yet until there are none left. */
export function rankOn({ learned, question, lists, next }: RankWork): void {
  const { clientCount } = learned.ground.profiles;
  const rank = rankerOf(learned);
  for (let from = 0; (from = Atomics.add(next, 0, portion)) < clientCount; ) {
    const to = Math.min(clientCount, from + portion);
    for (let client = from; client < to; client++) write(rank({ ...question, client }), client * lists.count, lists);
  }
}

function write(ranked: readonly RankedItem[], start: number, { items, scores, repeats }: RankedLists): void {
  ranked.forEach(({ item, score, slot }, place) => {
    items[start + place] = item;
    scores[start + place] = score;
    repeats[start + place] = slot === 'repeat' ? 1 : 0;
  });
}
