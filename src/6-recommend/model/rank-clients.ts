/** Lists of many clients, written into flat arrays that threads can share. */
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
  readonly from: number;
  readonly to: number;
  readonly asOfDay?: number;
  readonly allowed?: Uint8Array;
  readonly slot?: Slot;
}

export function emptyLists(clientCount: number, count: number): RankedLists {
  const size = clientCount * count;
  return {
    count,
    items: new Int32Array(new SharedArrayBuffer(size * 4)).fill(-1),
    scores: new Float32Array(new SharedArrayBuffer(size * 4)),
    repeats: new Uint8Array(new SharedArrayBuffer(size)),
  };
}

/** Ranks the clients `from … to)` into their rows. */
export function rankClients(learned: Learned, question: ListsQuestion, into: RankedLists): void {
  ranksClients(learned, into)(question);
}

/** The same, for portion after portion with one scratch. */
export function ranksClients(learned: Learned, into: RankedLists): (question: ListsQuestion) => void {
  const rank = rankerOf(learned);
  return ({ from, to, ...question }) => {
    for (let client = from; client < to; client++) {
      const list = rank({ ...question, client });
      list.forEach(({ item, score, slot }, place) => {
        const at = client * into.count + place;
        into.items[at] = item;
        into.scores[at] = score;
        into.repeats[at] = slot === 'repeat' ? 1 : 0;
      });
    }
  };
}
