/**
 * How good a ranked list is against the basket that was bought (facts: A Next Basket Recommendation Reality Check, TOIS 2023).
 * Per user; the mean over users is taken by whoever has the users.
 */

/** What the perfect list is worth: over the whole basket bought (`full`), or over as many items as the list may hold (`cut`). */
export type IdealGain = 'full' | 'cut';

/** Share of the basket bought that is among the first `k` of the list; NaN for an empty basket. */
export function recallAt(k: number, ranked: ArrayLike<number>, truth: ReadonlySet<number>): number {
  return hitsAt(k, ranked, truth) / truth.size;
}

/** 1 when the first `k` hold anything of the basket bought, else 0. */
export function hitAt(k: number, ranked: ArrayLike<number>, truth: ReadonlySet<number>): number {
  return hitsAt(k, ranked, truth) > 0 ? 1 : 0;
}

/** Gain of the first `k`, each hit worth 1 / log2(place + 1), over the gain of the perfect list. */
export function ndcgAt(k: number, ranked: ArrayLike<number>, truth: ReadonlySet<number>, ideal: IdealGain): number {
  let gain = 0;
  for (let place = 0; place < Math.min(k, ranked.length); place++) {
    if (truth.has(ranked[place] ?? -1)) gain += 1 / Math.log2(place + 2);
  }
  let best = 0;
  const bestLength = ideal === 'full' ? truth.size : Math.min(k, truth.size);
  for (let place = 0; place < bestLength; place++) best += 1 / Math.log2(place + 2);
  return gain / best;
}

/** How many of the first `k` were bought. */
function hitsAt(k: number, ranked: ArrayLike<number>, truth: ReadonlySet<number>): number {
  let hits = 0;
  for (let place = 0; place < Math.min(k, ranked.length); place++) if (truth.has(ranked[place] ?? -1)) hits++;
  return hits;
}

/** The mean of what was seen so far, by name; users for whom a figure means nothing are left out of it (NaN). */
export class Means {
  readonly #sums = new Map<string, { sum: number; count: number }>();

  add(name: string, value: number): void {
    if (Number.isNaN(value)) return;
    const seen = this.#sums.get(name);
    if (seen) {
      seen.sum += value;
      seen.count++;
    } else this.#sums.set(name, { sum: value, count: 1 });
  }

  /** NaN where nothing was added. */
  of(name: string): number {
    const seen = this.#sums.get(name);
    return seen ? seen.sum / seen.count : Number.NaN;
  }

  /** The sum of what was added. */
  total(name: string): number {
    return this.#sums.get(name)?.sum ?? 0;
  }
}
