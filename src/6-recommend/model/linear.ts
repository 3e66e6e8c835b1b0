/**
 * A linear item-item model of what is discovered next: what each item bought says of each item that comes new with a later basket,
 * all of them weighed together, so that what two items say alike is not counted twice. Ridge regression in closed form, after EASE
 * (Steck, WWW 2019), but from what came before to what came new instead of from a client's items to themselves: on Ta-Feng's
 * penultimate baskets a list of ten finds .068 of the discoveries against .064.
 */
import { emptySquare, invert, rowProducts, type Square } from './cholesky.ts';
import { fingerprint } from './fingerprint.ts';
import type { Knowledge } from './knowledge.ts';
import { type Profiles, slowDecay } from './profiles.ts';

export interface Linear {
  /** The items it knows, most bought first. */
  readonly items: Int32Array;
  /** By item: its place among them, -1 where it has none. */
  readonly placeOf: Int32Array;
  /** By place × place: what having bought the first says of the second. */
  readonly weights: Float32Array;
}

/** Time grows with the cube of the items: a fourth of a second for the most. Beyond 1,000 Ta-Feng gains nothing. */
const mostItems = 1000;
/** A small house has too little to say of many items. */
const fewestItems = 300;
const clientsPerItem = 10;
/** On the diagonal, in means of it: 10 to 100 are the same within chance on Ta-Feng. */
const ridge = 30;
/** A basket counts for less the later ones came after it: what was discovered lately is nearer to what will be. */
const fade = 0.7;
/** So many of a client's last baskets are looked at; an earlier one would count for less than .06. */
const mostBaskets = 8;
/** About so many clients teach, chosen by what they bought: to a million pairs of items more say the same. */
const mostTeachers = 15_000;
/** Who bought more than this is a dealer, not a taste. */
const mostOwned = 400;

export function linearOf(known: Knowledge, profiles: Profiles): Linear {
  const items = mostBought(profiles);
  const placeOf = new Int32Array(profiles.itemCount).fill(-1);
  for (const [place, item] of items.entries()) placeOf[item] = place;
  return { items, placeOf, weights: weightsOf(sumsOf(known, profiles, placeOf, items.length)) };
}

function mostBought({ items, itemCount, clientCount }: Profiles): Int32Array {
  const buyers = new Int32Array(itemCount);
  for (const item of items) buyers[item] = (buyers[item] ?? 0) + 1;
  const count = Math.min(mostItems, Math.max(fewestItems, Math.ceil(clientCount / clientsPerItem)));
  const sold = Int32Array.from(buyers.keys()).filter((item) => (buyers[item] ?? 0) > 0);
  sold.sort((one, other) => (buyers[other] ?? 0) - (buyers[one] ?? 0) || one - other);
  return sold.slice(0, count);
}

/** Both over the baskets looked at, each weighed down as it grows longer and older. */
interface Sums {
  readonly count: number;
  /** Of what was bought before, faded, with itself: the lower triangle. */
  readonly before: Square;
  /** By place that came new × place bought before. */
  readonly came: Square;
}

function sumsOf(known: Knowledge, profiles: Profiles, placeOf: Int32Array, count: number): Sums {
  const before = emptySquare(count);
  const sums: Sums = { count, before, came: { side: before.side, values: new Float64Array(before.side ** 2) } };
  const past = new ClientPast(known, placeOf, count);
  const share = mostTeachers / Math.max(1, profiles.clientCount);
  for (let client = 0; client < profiles.clientCount; client++) {
    if (share < 1 && fingerprint(profiles, client) >= share) continue;
    const first = known.history.basketStarts[client] ?? 0;
    const end = known.ends[client] ?? 0;
    for (let basket = first; basket < end; basket++) {
      if (basket > first && basket >= end - mostBaskets) past.teach(sums, basket, fade ** (end - 1 - basket));
      past.add(basket);
    }
    past.forget();
  }
  return sums;
}

/** What one client bought so far, basket after basket. */
class ClientPast {
  readonly #known: Knowledge;
  readonly #placeOf: Int32Array;
  /** By place; those above 0 are the first `#size` of `#owned`. */
  readonly #amounts: Float64Array;
  readonly #owned: Int32Array;
  #size = 0;

  constructor(known: Knowledge, placeOf: Int32Array, count: number) {
    this.#known = known;
    this.#placeOf = placeOf;
    this.#amounts = new Float64Array(count);
    this.#owned = new Int32Array(count);
  }

  /** Adds to the sums what this basket tells of those before it. */
  teach({ before, came }: Sums, basket: number, age: number): void {
    const [owned, amounts, size] = [this.#owned, this.#amounts, this.#size];
    if (size === 0 || size > mostOwned) return;
    const { lineStarts, items } = this.#known.history;
    const [from, to] = [lineStarts[basket] ?? 0, lineStarts[basket + 1] ?? 0];
    const weight = age / Math.sqrt(Math.max(1, to - from));
    for (let one = 0; one < size; one++) {
      const place = owned[one] ?? 0;
      const amount = weight * (amounts[place] ?? 0);
      for (let other = 0; other <= one; other++) {
        const beside = owned[other] ?? 0;
        const at = place > beside ? place * before.side + beside : beside * before.side + place;
        before.values[at] = (before.values[at] ?? 0) + amount * (amounts[beside] ?? 0);
      }
    }
    for (let line = from; line < to; line++) {
      const fresh = this.#placeOf[items[line] ?? 0] ?? -1;
      if (fresh < 0 || (amounts[fresh] ?? 0) > 0) continue;
      for (let one = 0; one < size; one++) {
        const at = fresh * came.side + (owned[one] ?? 0);
        came.values[at] = (came.values[at] ?? 0) + weight * (amounts[owned[one] ?? 0] ?? 0);
      }
    }
  }

  /** What was bought fades, and the basket is added to it. */
  add(basket: number): void {
    const [owned, amounts] = [this.#owned, this.#amounts];
    const { lineStarts, items } = this.#known.history;
    for (let one = 0; one < this.#size; one++) amounts[owned[one] ?? 0] = slowDecay * (amounts[owned[one] ?? 0] ?? 0);
    for (let line = lineStarts[basket] ?? 0; line < (lineStarts[basket + 1] ?? 0); line++) {
      const place = this.#placeOf[items[line] ?? 0] ?? -1;
      if (place < 0) continue;
      const amount = amounts[place] ?? 0;
      if (amount === 0) owned[this.#size++] = place;
      amounts[place] = amount + 1;
    }
  }

  forget(): void {
    for (let one = 0; one < this.#size; one++) this.#amounts[this.#owned[one] ?? 0] = 0;
    this.#size = 0;
  }
}

/** (before + ridge)⁻¹ · came, or nothing but noughts where no basket taught anything. */
function weightsOf({ count, before, came }: Sums): Float32Array {
  const weights = new Float32Array(count * count);
  const { side, values } = before;
  let trace = 0;
  for (let place = 0; place < count; place++) trace += values[place * side + place] ?? 0;
  if (trace === 0) return weights;
  for (let at = 0; at < count; at++) values[at * side + at] = (values[at * side + at] ?? 0) + (ridge * trace) / count;
  invert(before);
  const solved = rowProducts(before, came).values;
  for (let place = 0; place < count; place++)
    weights.set(solved.subarray(place * side, place * side + count), place * count);
  return weights;
}

/** Fills `into`, by place of the model, with what the client's purchases say together. */
export function readLinear({ placeOf, weights }: Linear, profiles: Profiles, client: number, into: Float64Array): void {
  into.fill(0);
  const end = profiles.starts[client + 1] ?? 0;
  for (let entry = profiles.starts[client] ?? end; entry < end; entry++) {
    const place = placeOf[profiles.items[entry] ?? 0] ?? -1;
    if (place < 0) continue;
    const amount = profiles.slow[entry] ?? 0;
    const row = place * into.length;
    for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + amount * (weights[row + at] ?? 0);
  }
}
