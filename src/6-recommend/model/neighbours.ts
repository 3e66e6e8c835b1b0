/** Clients who buy alike: the neighbours of a client, and what they buy (after TIFU-KNN, Hu et al., SIGIR 2020). */
import { keepLargest } from './largest.ts';
import { type Met, meet } from './met.ts';
import { buyersOf, type Profiles } from './profiles.ts';

/** Whom a client may be compared with. */
export interface Neighbourhood {
  readonly kin: Kin;
  /** By entry of the profiles: faded share of the client's baskets, slow then fast; side by side, as they are read together. */
  readonly habits: Float32Array;
  /** By item: how much buying it tells of a client; what everybody buys makes nobody alike. */
  readonly rarity: Float32Array;
}

/** The buyers of each item, oldest client first: of item `i` those from `starts[i]` to `starts[i + 1]`. */
interface Kin {
  readonly starts: Uint32Array;
  readonly clients: Int32Array;
  /** What the item is in the client's vector of faded frequencies, once that is made one long. */
  readonly weights: Float32Array;
}

/** The neighbours looked at: 300 as in TIFU-KNN's published settings for Ta-Feng. */
const neighbourCount = 300;
/** Common purchases read for one client, about: beyond it a sample of the clients, chosen by what they bought, stands for all. */
const mostReadings = 12_000;

export function neighbourhoodOf(profiles: Profiles, slowDecay: number): Neighbourhood {
  const rarity = rarityOf(profiles);
  return { kin: kinOf(profiles, rarity), habits: habitsOf(profiles, slowDecay), rarity };
}

/** Both are shares of Σ slowDecay^age over the baskets. */
function habitsOf({ starts, slow, fast, clients }: Profiles, slowDecay: number): Float32Array {
  const habits = new Float32Array(2 * slow.length);
  for (let client = 0; client + 1 < starts.length; client++) {
    const whole = (1 - slowDecay ** (clients.basketCounts[client] ?? 0)) / (1 - slowDecay);
    for (let entry = starts[client] ?? 0; entry < (starts[client + 1] ?? 0); entry++) {
      habits[2 * entry] = (slow[entry] ?? 0) / whole;
      habits[2 * entry + 1] = (fast[entry] ?? 0) / whole;
    }
  }
  return habits;
}

function kinOf(profiles: Profiles, rarity: Float32Array): Kin {
  const share = mostReadings / readingsPerClient(profiles);
  const { starts, clients, entries } = buyersOf(
    profiles,
    share >= 1 ? undefined : (client) => fingerprint(profiles, client) < share,
  );
  const norms = normsOf(profiles, rarity);
  const weights = new Float32Array(entries.length);
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] ?? 0;
    const length = norms[clients[at] ?? 0] ?? 1;
    weights[at] = ((profiles.slow[entry] ?? 0) * (rarity[profiles.items[entry] ?? 0] ?? 0)) / length;
  }
  return { starts, clients, weights };
}

/** By client: length of the vector of faded frequencies. */
function normsOf(profiles: Profiles, rarity: Float32Array): Float32Array {
  const norms = new Float32Array(profiles.clientCount);
  for (let client = 0; client < profiles.clientCount; client++) {
    let squares = 0;
    for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++)
      squares += ((profiles.slow[entry] ?? 0) * (rarity[profiles.items[entry] ?? 0] ?? 0)) ** 2;
    norms[client] = Math.sqrt(squares);
  }
  return norms;
}

/** ln(1 + clients / buyers), as in text search (inverse document frequency). */
function rarityOf(profiles: Profiles): Float32Array {
  const buyers = new Float64Array(profiles.itemCount);
  for (const item of profiles.items) buyers[item] = (buyers[item] ?? 0) + 1;
  return Float32Array.from(buyers, (count) => Math.log(1 + profiles.clientCount / (count + 1)));
}

/** Reading one client against all others means reading every purchase of each of its items: Σ over items of buyers² in all. */
function readingsPerClient(profiles: Profiles): number {
  const buyers = new Float64Array(profiles.itemCount);
  for (const item of profiles.items) buyers[item] = (buyers[item] ?? 0) + 1;
  return buyers.reduce((sum, count) => sum + count * count, 1) / Math.max(1, profiles.clientCount);
}

/** A number from 0 to 1 that depends on what a client bought, and not on the place of the client among the others. */
export function fingerprint(profiles: Profiles, client: number): number {
  let hash = 0x9e3779b9;
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    hash = Math.imul(hash ^ (profiles.items[entry] ?? 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ (profiles.lastAges[entry] ?? 0), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 0x1_0000_0000;
}

/** Room to look for neighbours in, used again for every client. */
export interface NeighbourScratch {
  readonly likeness: Float32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

export function neighbourScratch(clientCount: number): NeighbourScratch {
  return {
    likeness: new Float32Array(clientCount),
    ids: new Int32Array(clientCount + 1),
    values: new Float32Array(clientCount),
  };
}

/**
 * Adds to `into` (by item) what the client's neighbours buy: the mean of their faded shares, weighted by likeness (cosine); to
 * `lately` what they bought last. The items are `met`.
 */
export function addNeighbours(
  profiles: Profiles,
  neighbourhood: Neighbourhood,
  scratch: NeighbourScratch,
  question: { client: number; into: Float32Array; lately: Float32Array; met: Met },
): void {
  const { into, lately, met } = question;
  const { starts, items } = profiles;
  const { habits } = neighbourhood;
  const found = findLikely(profiles, neighbourhood, scratch, question.client);
  const kept = keepLargest(scratch.ids, scratch.values, found, neighbourCount);
  let total = 0;
  for (let at = 0; at < kept; at++) total += scratch.values[at] ?? 0;
  if (total === 0) return;
  for (let at = 0; at < kept; at++) {
    const other = scratch.ids[at] ?? 0;
    const weight = (scratch.values[at] ?? 0) / total;
    const end = starts[other + 1] ?? 0;
    for (let entry = starts[other] ?? 0; entry < end; entry++) {
      const item = items[entry] ?? 0;
      meet(met, item);
      into[item] = (into[item] ?? 0) + weight * (habits[2 * entry] ?? 0);
      lately[item] = (lately[item] ?? 0) + weight * (habits[2 * entry + 1] ?? 0);
    }
  }
}

/**
 * Fills the scratch with everyone who shares an item, and their likeness; the client's own is 0. Whether somebody was met before
 * is anybody's guess, so that the place in the list moves on by a sum and not by a branch: six times as fast.
 */
function findLikely(
  profiles: Profiles,
  { kin, rarity }: Neighbourhood,
  { likeness, ids, values }: NeighbourScratch,
  client: number,
): number {
  const { starts, clients, weights } = kin;
  let found = 0;
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    const item = profiles.items[entry] ?? 0;
    const own = (profiles.slow[entry] ?? 0) * (rarity[item] ?? 0);
    const end = starts[item + 1] ?? 0;
    for (let at = starts[item] ?? 0; at < end; at++) {
      const other = clients[at] ?? 0;
      const before = likeness[other] ?? 0;
      ids[found] = other;
      found += Number(before === 0);
      likeness[other] = before + own * (weights[at] ?? 0);
    }
  }
  likeness[client] = 0;
  for (let at = 0; at < found; at++) {
    const other = ids[at] ?? 0;
    values[at] = likeness[other] ?? 0;
    likeness[other] = 0;
  }
  return found;
}
