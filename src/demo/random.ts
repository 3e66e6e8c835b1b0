/**
 * Chance that can be told again: the same seeds give the same draws on every machine. It is a class because a stream of chance
 * is a state, and because a closure per order made the million lines a third slower.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(a: number, b: number, c: number) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    for (let warming = 0; warming < 8; warming++) this.unit();
  }

  /** A number from 0 up to, never reaching, 1. */
  unit(): number {
    // sfc32 of the PractRand suite: 32-bit arithmetic only, so every engine agrees to the last bit.
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item {
    return itemAt(list, Math.floor(this.unit() * list.length));
  }

  /** The position drawn from weights that are not all zero. */
  index(weights: readonly number[]): number {
    return weightedIndex(weights, this.unit());
  }

  /** A number from -1 to 1, mostly near 0. */
  bell(): number {
    return (this.unit() + this.unit() + this.unit()) / 1.5 - 1;
  }
}

/**
 * A stream of chance named by whole numbers, such as the seed of the estate, the subject, the client and the order. Two different
 * names give unrelated streams, so adding a client or a week leaves all the others as they were.
 */
export function randomOf(...names: readonly number[]): Random {
  return new Random(mix(names, 0x9e3779b9), mix(names, 0x243f6a88), mix(names, 0xb7e15162));
}

/** The item of a position known to be inside the list; a position outside is a bug. */
export function itemAt<Item>(list: readonly Item[], position: number): Item {
  const item = list[position];
  if (item === undefined) throw new RangeError(`position ${position} of a list of ${list.length}`);
  return item;
}

function weightedIndex(weights: readonly number[], unit: number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = unit * total;
  for (let index = 0; index < weights.length; index++) {
    left -= itemAt(weights, index);
    if (left < 0) return index;
  }
  return weights.length - 1;
}

// The finaliser of MurmurHash3, folded over the names: neighbouring clients must not start alike.
function mix(names: readonly number[], salt: number): number {
  let hash = salt;
  for (const name of names) {
    hash = Math.imul(hash ^ name, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}
