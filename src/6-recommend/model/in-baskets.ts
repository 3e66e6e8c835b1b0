/** Which items lie in one basket, and which come with the basket after it: bought before or not. */
import type { Knowledge } from './knowledge.ts';
import { type ItemLinks, LinksBuilder, type Met } from './together.ts';

export interface InBaskets {
  /** In the same baskets: Σ over shared baskets of 1 / √(items in it), over √((n_a + s)(n_b + s)). */
  readonly company: ItemLinks;
  /** b in the basket right after one with a: how often, over the baskets with a that had one after them + s. */
  readonly following: ItemLinks;
}

/** Pairs of rare items are met by chance: so many baskets are added to the divisor. */
const shrinkage = 10;
/** Longer baskets are a dealer's, and tell of everything at once. */
const longestBasket = 200;

/** Time grows with Σ over baskets of their size times that of themselves and of the next. */
export function inBasketsOf(known: Knowledge): InBaskets {
  const { itemCount } = known.history;
  const baskets = basketsByItem(known);
  const { starts } = baskets;
  const sums: Sums = {
    met: new Int32Array(itemCount + 1),
    metCount: 0,
    company: new Float64Array(itemCount),
    following: new Float64Array(itemCount),
  };
  const company = new LinksBuilder(itemCount);
  const following = new LinksBuilder(itemCount);
  const countOf = (item: number) => (starts[item + 1] ?? 0) - (starts[item] ?? 0);
  for (let item = 0; item < itemCount; item++) {
    const followed = addBaskets(sums, known, baskets, item);
    company.add(sums, sums.company, (other) => Math.sqrt((countOf(item) + shrinkage) * (countOf(other) + shrinkage)));
    following.add(sums, sums.following, () => followed + shrinkage);
    clear(sums);
  }
  return { company: company.build(), following: following.build() };
}

/** The known baskets that hold an item, `baskets[starts[item] … starts[item + 1])`; and by basket, whether a known one comes after it. */
interface BasketsByItem {
  readonly starts: Uint32Array;
  readonly baskets: Uint32Array;
  readonly hasNext: Uint8Array;
}

function basketsByItem({ history, ends }: Knowledge): BasketsByItem {
  const { basketStarts, lineStarts, items } = history;
  const hasNext = new Uint8Array(lineStarts.length);
  const starts = new Uint32Array(history.itemCount + 1);
  const walk = (visit: (item: number, basket: number) => void): void => {
    for (let client = 0; client < history.clientCount; client++) {
      const end = ends[client] ?? 0;
      for (let basket = basketStarts[client] ?? end; basket < end; basket++) {
        hasNext[basket] = Number(basket + 1 < end);
        const [from, to] = [lineStarts[basket] ?? 0, lineStarts[basket + 1] ?? 0];
        if (to - from > longestBasket) continue;
        for (let line = from; line < to; line++) visit(items[line] ?? 0, basket);
      }
    }
  };
  walk((item) => {
    starts[item + 1] = (starts[item + 1] ?? 0) + 1;
  });
  for (let item = 0; item < history.itemCount; item++) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
  const next = starts.slice();
  const baskets = new Uint32Array(starts[history.itemCount] ?? 0);
  walk((item, basket) => {
    const place = next[item] ?? 0;
    next[item] = place + 1;
    baskets[place] = basket;
  });
  return { starts, baskets, hasNext };
}

interface Sums extends Met {
  metCount: number;
  /** By item. */
  readonly company: Float64Array;
  readonly following: Float64Array;
}

/** Adds what lies beside the item and what came after it; gives how often something could come after it. */
function addBaskets(
  sums: Sums,
  { history }: Knowledge,
  { starts, baskets, hasNext }: BasketsByItem,
  item: number,
): number {
  const { lineStarts } = history;
  let followed = 0;
  for (let at = starts[item] ?? 0; at < (starts[item + 1] ?? 0); at++) {
    const basket = baskets[at] ?? 0;
    const [from, to] = [lineStarts[basket] ?? 0, lineStarts[basket + 1] ?? 0];
    addLines(sums, sums.company, history.items, { from, to }, 1 / Math.sqrt(to - from));
    if (hasNext[basket] !== 1) continue;
    followed++;
    const after = lineStarts[basket + 2] ?? to;
    if (after - to <= longestBasket) addLines(sums, sums.following, history.items, { from: to, to: after }, 1);
  }
  sums.company[item] = 0;
  sums.following[item] = 0;
  return followed;
}

/** Whether an item was met before is anybody's guess, so that the list moves on by a sum and not by a branch. */
function addLines(
  sums: Sums,
  into: Float64Array,
  items: Int32Array,
  { from, to }: { readonly from: number; readonly to: number },
  weight: number,
): void {
  const { met, company, following } = sums;
  let { metCount } = sums;
  for (let line = from; line < to; line++) {
    const other = items[line] ?? 0;
    met[metCount] = other;
    metCount += Number((company[other] ?? 0) + (following[other] ?? 0) === 0);
    into[other] = (into[other] ?? 0) + weight;
  }
  sums.metCount = metCount;
}

function clear(sums: Sums): void {
  const { met, metCount, company, following } = sums;
  for (let at = 0; at < metCount; at++) {
    company[met[at] ?? 0] = 0;
    following[met[at] ?? 0] = 0;
  }
  sums.metCount = 0;
}
