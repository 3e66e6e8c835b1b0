/** Which items belong to the same clients, and which are discovered after which. */
import { keepLargest } from './largest.ts';
import type { Buyers, Profiles } from './profiles.ts';

/** For each item the items it speaks for, and how strongly, in compressed rows. */
export interface ItemLinks {
  readonly starts: Uint32Array;
  readonly items: Int32Array;
  readonly strengths: Float32Array;
}

export interface Together {
  /** Bought by the same clients: Σ over shared clients of 1 / √(items they own), over √((n_a + s)(n_b + s)). */
  readonly shared: ItemLinks;
  /** b first bought after a: Σ over clients of fade^(baskets between), over the buyers of a + s. */
  readonly next: ItemLinks;
}

/** How many links are kept for an item. */
const linksKept = 80;
/** Pairs of rare items are met by chance: so many clients of each are added to the divisor. */
const shrinkage = 10;
/** Only the latest of a longer list count: longer lists are dealers, not tastes. */
const longestList = 400;
const fade = 0.7;

/** Time grows with Σ over clients of the square of the items they own (at most `longestList`). */
export function togetherOf(profiles: Profiles, buyers: Buyers): Together {
  const shared = new LinksBuilder(profiles.itemCount);
  const next = new LinksBuilder(profiles.itemCount);
  const fades = Float64Array.from({ length: 64 }, (_, lag) => fade ** lag);
  for (let item = 0; item < profiles.itemCount; item++) {
    const from = buyers.starts[item] ?? 0;
    const to = buyers.starts[item + 1] ?? 0;
    for (let at = from; at < to; at++) {
      const client = buyers.clients[at] ?? 0;
      const own = buyers.entries[at] ?? 0;
      const end = profiles.starts[client + 1] ?? 0;
      const start = Math.max(profiles.starts[client] ?? 0, end - longestList);
      const weight = 1 / Math.sqrt(end - start);
      const firstAge = profiles.firstAges[own] ?? 0;
      for (let entry = start; entry < end; entry++) {
        if (entry === own) continue;
        const other = profiles.items[entry] ?? 0;
        shared.add(other, weight);
        const lag = firstAge - (profiles.firstAges[entry] ?? 0);
        if (lag > 0) next.add(other, fades[Math.min(lag - 1, 63)] ?? 0);
      }
    }
    const count = to - from;
    shared.close((other) => Math.sqrt((count + shrinkage) * (buyersOfItem(buyers, other) + shrinkage)));
    next.close(() => count + shrinkage);
  }
  return { shared: shared.build(), next: next.build() };
}

function buyersOfItem(buyers: Buyers, item: number): number {
  return (buyers.starts[item + 1] ?? 0) - (buyers.starts[item] ?? 0);
}

/** Gathers the links of one item after the other. */
class LinksBuilder {
  readonly #sums: Float64Array;
  readonly #touched: Int32Array;
  readonly #values: Float32Array;
  #touchedCount = 0;
  readonly #starts: Uint32Array;
  readonly #items: Int32Array;
  readonly #strengths: Float32Array;
  #row = 0;
  #size = 0;

  constructor(itemCount: number) {
    this.#sums = new Float64Array(itemCount);
    this.#touched = new Int32Array(itemCount);
    this.#values = new Float32Array(itemCount);
    this.#starts = new Uint32Array(itemCount + 1);
    this.#items = new Int32Array(itemCount * linksKept);
    this.#strengths = new Float32Array(itemCount * linksKept);
  }

  add(item: number, amount: number): void {
    const before = this.#sums[item] ?? 0;
    if (before === 0) this.#touched[this.#touchedCount++] = item;
    this.#sums[item] = before + amount;
  }

  /** Ends the row: sums are divided, the strongest kept in order of item. */
  close(divisorOf: (item: number) => number): void {
    for (let at = 0; at < this.#touchedCount; at++) {
      const item = this.#touched[at] ?? 0;
      this.#values[at] = (this.#sums[item] ?? 0) / divisorOf(item);
      this.#sums[item] = 0;
    }
    const kept = keepLargest(this.#touched, this.#values, this.#touchedCount, linksKept);
    for (let at = 0; at < kept; at++) {
      this.#items[this.#size] = this.#touched[at] ?? 0;
      this.#strengths[this.#size++] = this.#values[at] ?? 0;
    }
    this.#touchedCount = 0;
    this.#starts[++this.#row] = this.#size;
  }

  build(): ItemLinks {
    return {
      starts: this.#starts,
      items: this.#items.slice(0, this.#size),
      strengths: this.#strengths.slice(0, this.#size),
    };
  }
}
