/** Clients who buy alike: the neighbours of a client, and what they buy (after TIFU-KNN, Hu et al., SIGIR 2020). */
import { keepLargest } from './largest.ts';
import { type Met, meet } from './met.ts';
import { type Buyers, buyersOf, type Profiles } from './profiles.ts';

/** Whom a client may be compared with. */
export interface Neighbourhood {
  readonly buyers: Buyers;
  /** By client: length of the vector of faded frequencies. */
  readonly norms: Float32Array;
  /** By client: Σ slowDecay^age over the baskets, which turns faded counts into shares. */
  readonly fullWeights: Float32Array;
  /** By item: how much buying it tells of a client; what everybody buys makes nobody alike. */
  readonly rarity: Float32Array;
}

/** The neighbours looked at: 300 as in TIFU-KNN's published settings for Ta-Feng. */
const neighbourCount = 300;
/** Common purchases read for one client, about: beyond it a sample of the clients, chosen by what they bought, stands for all. */
const mostReadings = 12_000;

export function neighbourhoodOf(profiles: Profiles, slowDecay: number): Neighbourhood {
  const rarity = rarityOf(profiles);
  const norms = new Float32Array(profiles.clientCount);
  const fullWeights = new Float32Array(profiles.clientCount);
  for (let client = 0; client < profiles.clientCount; client++) {
    let squares = 0;
    for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++)
      squares += ((profiles.slow[entry] ?? 0) * (rarity[profiles.items[entry] ?? 0] ?? 0)) ** 2;
    norms[client] = Math.sqrt(squares);
    const baskets = profiles.clients.basketCounts[client] ?? 0;
    fullWeights[client] = (1 - slowDecay ** baskets) / (1 - slowDecay);
  }
  const share = mostReadings / readingsPerClient(profiles);
  const buyers = buyersOf(profiles, share >= 1 ? undefined : (client) => fingerprint(profiles, client) < share);
  return { buyers, norms, fullWeights, rarity };
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
    ids: new Int32Array(clientCount),
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
  const { starts, items, slow, fast } = profiles;
  const found = findLikely(profiles, neighbourhood, scratch, question.client);
  const kept = keepLargest(scratch.ids, scratch.values, found, neighbourCount);
  let total = 0;
  for (let at = 0; at < kept; at++) total += scratch.values[at] ?? 0;
  for (let at = 0; at < kept; at++) {
    const other = scratch.ids[at] ?? 0;
    const weight = (scratch.values[at] ?? 0) / (total * (neighbourhood.fullWeights[other] ?? 1));
    const end = starts[other + 1] ?? 0;
    for (let entry = starts[other] ?? 0; entry < end; entry++) {
      const item = items[entry] ?? 0;
      meet(met, item);
      into[item] = (into[item] ?? 0) + weight * (slow[entry] ?? 0);
      lately[item] = (lately[item] ?? 0) + weight * (fast[entry] ?? 0);
    }
  }
}

/** Fills the scratch with everyone who shares an item, and their likeness. */
function findLikely(
  profiles: Profiles,
  { buyers, norms, rarity }: Neighbourhood,
  scratch: NeighbourScratch,
  client: number,
): number {
  const { likeness, ids, values } = scratch;
  const { clients, entries } = buyers;
  const { slow } = profiles;
  let found = 0;
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    const item = profiles.items[entry] ?? 0;
    const own = (profiles.slow[entry] ?? 0) * (rarity[item] ?? 0) ** 2;
    const end = buyers.starts[item + 1] ?? 0;
    for (let at = buyers.starts[item] ?? 0; at < end; at++) {
      const other = clients[at] ?? 0;
      if (other === client) continue;
      const before = likeness[other] ?? 0;
      if (before === 0) ids[found++] = other;
      likeness[other] = before + own * (slow[entries[at] ?? 0] ?? 0);
    }
  }
  for (let at = 0; at < found; at++) {
    const other = ids[at] ?? 0;
    values[at] = (likeness[other] ?? 0) / (norms[other] ?? 1);
    likeness[other] = 0;
  }
  return found;
}
