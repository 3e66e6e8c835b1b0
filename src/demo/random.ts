/** Chance that can be told again: the same seeds give the same draws on every machine. */
export interface Random {
  /** A number from 0 up to, never reaching, 1. */
  unit(): number;
  /** A whole number, both ends included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item;
  /** The position drawn from weights that are not all zero. */
  index(weights: readonly number[]): number;
  /** A number from -1 to 1, mostly near 0. */
  bell(): number;
}

/**
 * A stream of chance named by whole numbers, such as the seed of the estate, the subject, the client and the order. Two different
 * names give unrelated streams, so adding a client or a week leaves all the others as they were.
 */
export function randomOf(...names: readonly number[]): Random {
  const unit = smallFastCounter(mix(names, 0x9e3779b9), mix(names, 0x243f6a88), mix(names, 0xb7e15162));
  const random: Random = {
    unit,
    int: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    chance: (probability) => unit() < probability,
    pick: (list) => itemAt(list, Math.floor(unit() * list.length)),
    index: (weights) => weightedIndex(weights, unit()),
    bell: () => (unit() + unit() + unit()) / 1.5 - 1,
  };
  return random;
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

// sfc32 of the PractRand suite: 32-bit arithmetic only, so every engine agrees to the last bit.
function smallFastCounter(first: number, second: number, third: number): () => number {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warming = 0; warming < 8; warming++) next();
  return next;
}
