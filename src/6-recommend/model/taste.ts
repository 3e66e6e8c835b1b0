/** What the attributes of the items say: the words, prices and aromas a client leans to, and how near an item comes to them. */
import type { BasketHistory, ItemAttributes } from './history.ts';
import type { Knowledge } from './knowledge.ts';
import type { Profiles } from './profiles.ts';

/** What is known of the items, made ready to be compared with clients. */
export interface TasteGround {
  readonly words: readonly { readonly name: string; readonly wordOfItem: Int32Array; readonly shares: Float32Array }[];
  /** By item, euros; NaN where unknown. */
  readonly prices: Float32Array;
  readonly aromas: { readonly axisCount: number; readonly values: Float32Array } | undefined;
}

/** One client's leanings; arrays are used again for the next client. */
export interface Leaning {
  /** By kind of word: share of the client's faded purchases by word, drawn towards everybody's. */
  readonly shares: readonly Float32Array[];
  /** Mean price of what the client buys, NaN where unknown. */
  price: number;
  /** Mean by axis, NaN where unknown. */
  readonly aromas: Float64Array;
}

/** Everybody's leanings weigh as much as this many purchases. */
const shrinkage = 1;

export function tasteGroundOf(
  known: Knowledge,
  profiles: Profiles,
  attributes: ItemAttributes | undefined,
): TasteGround {
  const prices = attributes?.prices ?? pricesPaid(known);
  return {
    words: (attributes?.words ?? []).map(({ name, wordOfItem }) => ({
      name,
      wordOfItem,
      shares: sharesOf(profiles, wordOfItem),
    })),
    prices: Float32Array.from(prices),
    aromas: attributes?.aromas,
  };
}

function sharesOf(profiles: Profiles, wordOfItem: Int32Array): Float32Array {
  let wordCount = 0;
  for (const word of wordOfItem) wordCount = Math.max(wordCount, word + 1);
  const sums = new Float64Array(wordCount).fill(1 / Math.max(1, wordCount));
  let total = 1;
  for (const item of profiles.items) {
    const word = wordOfItem[item] ?? -1;
    if (word < 0) continue;
    sums[word] = (sums[word] ?? 0) + 1;
    total++;
  }
  return Float32Array.from(sums, (sum) => sum / total);
}

/** Mean price of the known lines of each item. */
function pricesPaid({ history, ends }: Knowledge): Float64Array {
  const sums = new Float64Array(history.itemCount);
  const counts = new Float64Array(history.itemCount);
  if (history.prices === undefined) return sums.fill(NaN);
  for (let client = 0; client < history.clientCount; client++) {
    const [from, to] = linesOf(history, history.basketStarts[client] ?? 0, ends[client] ?? 0);
    for (let line = from; line < to; line++) {
      const price = history.prices[line] ?? NaN;
      const item = history.items[line] ?? 0;
      if (!(price > 0)) continue;
      sums[item] = (sums[item] ?? 0) + price;
      counts[item] = (counts[item] ?? 0) + 1;
    }
  }
  return sums.map((sum, item) => ((counts[item] ?? 0) > 0 ? sum / (counts[item] ?? 1) : NaN));
}

function linesOf(history: BasketHistory, firstBasket: number, endBasket: number): [number, number] {
  return [history.lineStarts[firstBasket] ?? 0, history.lineStarts[endBasket] ?? 0];
}

export function emptyLeaning(ground: TasteGround): Leaning {
  return {
    shares: ground.words.map(({ shares }) => new Float32Array(shares.length)),
    price: NaN,
    aromas: new Float64Array(ground.aromas?.axisCount ?? 0),
  };
}

/** Fills the leaning of one client from what was bought, the latest weighing most. */
export function readLeaning(ground: TasteGround, profiles: Profiles, client: number, into: Leaning): void {
  ground.words.forEach((kind, at) => readWords(kind, profiles, client, into.shares[at]));
  into.price = priceOf(ground, profiles, client);
  if (ground.aromas !== undefined) readAromas(ground.aromas, profiles, client, into.aromas);
}

function readWords(
  kind: TasteGround['words'][number],
  profiles: Profiles,
  client: number,
  into: Float32Array | undefined,
): void {
  if (into === undefined) return;
  let total = shrinkage;
  for (let word = 0; word < into.length; word++) into[word] = shrinkage * (kind.shares[word] ?? 0);
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    const word = kind.wordOfItem[profiles.items[entry] ?? 0] ?? -1;
    if (word < 0) continue;
    const weight = profiles.slow[entry] ?? 0;
    into[word] = (into[word] ?? 0) + weight;
    total += weight;
  }
  for (let word = 0; word < into.length; word++) into[word] = (into[word] ?? 0) / total;
}

function priceOf(ground: TasteGround, profiles: Profiles, client: number): number {
  let sum = 0;
  let total = 0;
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    const price = ground.prices[profiles.items[entry] ?? 0] ?? NaN;
    if (!(price > 0)) continue;
    const weight = profiles.slow[entry] ?? 0;
    sum += weight * Math.log(price);
    total += weight;
  }
  return total > 0 ? Math.exp(sum / total) : NaN;
}

function readAromas(
  aromas: NonNullable<TasteGround['aromas']>,
  profiles: Profiles,
  client: number,
  into: Float64Array,
): void {
  for (let axis = 0; axis < into.length; axis++) {
    let sum = 0;
    let total = 0;
    for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
      const value = aromas.values[(profiles.items[entry] ?? 0) * aromas.axisCount + axis] ?? NaN;
      if (Number.isNaN(value)) continue;
      sum += (profiles.slow[entry] ?? 0) * value;
      total += profiles.slow[entry] ?? 0;
    }
    into[axis] = total > 0 ? sum / total : NaN;
  }
}

/** Share of the client's purchases with the item's word; -1 where the word is unknown. */
export function wordAffinity(ground: TasteGround, leaning: Leaning, kind: number, item: number): number {
  const word = ground.words[kind]?.wordOfItem[item] ?? -1;
  return word < 0 ? -1 : (leaning.shares[kind]?.[word] ?? -1);
}

/** ln(item's price / client's usual price); 0 where either is unknown. */
export function priceStep(ground: TasteGround, leaning: Leaning, item: number): number {
  const step = Math.log((ground.prices[item] ?? NaN) / leaning.price);
  return Number.isFinite(step) ? step : 0;
}

/** 1 for the client's own mean aroma, 0 for its opposite; -1 where nothing can be compared. */
export function aromaLikeness(ground: TasteGround, leaning: Leaning, item: number): number {
  const { aromas } = ground;
  if (aromas === undefined) return -1;
  let distance = 0;
  let axes = 0;
  for (let axis = 0; axis < aromas.axisCount; axis++) {
    const away = Math.abs((aromas.values[item * aromas.axisCount + axis] ?? NaN) - (leaning.aromas[axis] ?? NaN));
    if (Number.isNaN(away)) continue;
    distance += away;
    axes++;
  }
  return axes > 0 ? 1 - distance / axes : -1;
}
