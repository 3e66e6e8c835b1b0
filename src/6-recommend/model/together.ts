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

/** From so many baskets after the other on, a discovery fades no further. */
const longestLag = 64;

/** Time grows with Σ over clients of the square of the items they own (at most `longestList`). */
export function togetherOf(profiles: Profiles, buyers: Buyers): Together {
  const sums = emptySums(profiles.itemCount);
  const shared = new LinksBuilder(profiles.itemCount);
  const next = new LinksBuilder(profiles.itemCount);
  for (let item = 0; item < profiles.itemCount; item++) {
    const count = buyersOfItem(buyers, item);
    addBeside(sums, profiles, buyers, item);
    shared.add(sums, sums.shared, (other) =>
      Math.sqrt((count + shrinkage) * (buyersOfItem(buyers, other) + shrinkage)),
    );
    next.add(sums, sums.next, () => count + shrinkage);
    clear(sums);
  }
  return { shared: shared.build(), next: next.build() };
}

function buyersOfItem(buyers: Buyers, item: number): number {
  return (buyers.starts[item + 1] ?? 0) - (buyers.starts[item] ?? 0);
}

/** The items met beside one: the first `metCount`. */
export interface Met {
  readonly met: Int32Array;
  readonly metCount: number;
}

/** What the buyers of one item hold besides. */
interface Sums extends Met {
  metCount: number;
  /** By item. */
  readonly shared: Float64Array;
  readonly next: Float64Array;
}

function emptySums(itemCount: number): Sums {
  return {
    met: new Int32Array(itemCount + 1),
    metCount: 0,
    shared: new Float64Array(itemCount),
    next: new Float64Array(itemCount),
  };
}

/** By baskets between: what a discovery so much later weighs; nothing in the same basket or before. */
const fades = Float64Array.from({ length: longestLag + 1 }, (_, lag) => (lag > 0 ? fade ** (lag - 1) : 0));

/** Whether an item was met before is anybody's guess, so that the list moves on by a sum and not by a branch. */
function addBeside(sums: Sums, { starts, items, firstAges }: Profiles, buyers: Buyers, item: number): void {
  const { met, shared, next } = sums;
  let metCount = 0;
  for (let at = buyers.starts[item] ?? 0; at < (buyers.starts[item + 1] ?? 0); at++) {
    const client = buyers.clients[at] ?? 0;
    const end = starts[client + 1] ?? 0;
    const start = Math.max(starts[client] ?? 0, end - longestList);
    const weight = 1 / Math.sqrt(end - start);
    const firstAge = firstAges[buyers.entries[at] ?? 0] ?? 0;
    for (let entry = start; entry < end; entry++) {
      const other = items[entry] ?? 0;
      const before = shared[other] ?? 0;
      met[metCount] = other;
      metCount += Number(before === 0);
      shared[other] = before + weight;
      const lag = Math.min(longestLag, Math.max(0, firstAge - (firstAges[entry] ?? 0)));
      next[other] = (next[other] ?? 0) + (fades[lag] ?? 0);
    }
  }
  sums.metCount = metCount;
  shared[item] = 0;
  next[item] = 0;
}

function clear({ met, metCount, shared, next }: Sums): void {
  for (let at = 0; at < metCount; at++) {
    shared[met[at] ?? 0] = 0;
    next[met[at] ?? 0] = 0;
  }
}

/** Gathers the links of one item after the other. */
export class LinksBuilder {
  readonly #ids: Int32Array;
  readonly #values: Float32Array;
  readonly #starts: Uint32Array;
  readonly #items: Int32Array;
  readonly #strengths: Float32Array;
  #row = 0;
  #size = 0;

  constructor(itemCount: number) {
    this.#ids = new Int32Array(itemCount);
    this.#values = new Float32Array(itemCount);
    this.#starts = new Uint32Array(itemCount + 1);
    this.#items = new Int32Array(itemCount * linksKept);
    this.#strengths = new Float32Array(itemCount * linksKept);
  }

  /** The row of the next item: the strongest links, each a sum over its divisor. */
  add({ met, metCount }: Met, sums: Float64Array, divisorOf: (other: number) => number): void {
    let found = 0;
    for (let at = 0; at < metCount; at++) {
      const other = met[at] ?? 0;
      const sum = sums[other] ?? 0;
      if (sum <= 0) continue;
      this.#ids[found] = other;
      this.#values[found++] = sum / divisorOf(other);
    }
    const kept = keepLargest(this.#ids, this.#values, found, linksKept);
    for (let at = 0; at < kept; at++) {
      this.#items[this.#size] = this.#ids[at] ?? 0;
      this.#strengths[this.#size++] = this.#values[at] ?? 0;
    }
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
