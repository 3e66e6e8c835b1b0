/** Clients who buy alike: the neighbours of a client, and what they buy (after TIFU-KNN, Hu et al., SIGIR 2020). */
import { wholeCatalogue } from './candidates.ts';
import { fingerprint } from './fingerprint.ts';
import { hearsayWidth, latelyHeard, neighboursHeard, type Said } from './hearsay.ts';
import { keepLargest } from './largest.ts';
import { buyersOf, type Profiles } from './profiles.ts';

/**
 * Whom a client may be compared with: the kin, numbered anew and kept apart from the others, so that looking through them stays
 * within a small part of memory however large the house is.
 */
export interface Neighbourhood {
  /** By kin, ascending: the client. By client: the kin, -1 for none. */
  readonly clientOfKin: Int32Array;
  readonly kinOfClient: Int32Array;
  /** The buyers of item `i`: those from `buyerStarts[i]` to `buyerStarts[i + 1]`, ascending. */
  readonly buyerStarts: Uint32Array;
  readonly buyers: Int32Array;
  /** By buyer: what the item is in the kin's vector of faded frequencies, once that is made one long. */
  readonly weights: Float32Array;
  /** What kin `k` buys: `items[starts[k] … starts[k + 1])`. */
  readonly starts: Uint32Array;
  readonly items: Int32Array;
  /** Beside each of these items: faded share of the kin's baskets, slow then fast; side by side, as they are read together. */
  readonly habits: Float32Array;
  /** By item: how much buying it tells of a client; what everybody buys makes nobody alike. */
  readonly rarity: Float32Array;
  /** How many neighbours a client has, about. */
  readonly wanted: number;
}

/** The neighbours looked at: 300 as in TIFU-KNN's published settings for Ta-Feng. */
const neighbourCount = 300;
/** Few items leave few tastes: half of the neighbours found among some of the clients say as much (Ta-Feng's 300 best items). */
const neighboursForFew = 150;
const kinForFew = 2500;
/** Common purchases read for one client, about: beyond it a sample of the clients, chosen by what they bought, stands for all. */
const mostReadings = 12_000;
/** All kin are looked through for every client: more of them would cost more than they tell. */
const mostKin = 16_384;

export function neighbourhoodOf(profiles: Profiles, slowDecay: number): Neighbourhood {
  const rarity = rarityOf(profiles);
  const hasFew = profiles.itemCount <= wholeCatalogue && profiles.clientCount > kinForFew;
  const most = hasFew ? kinForFew : mostKin;
  const share = Math.min(mostReadings / readingsPerClient(profiles), most / Math.max(1, profiles.clientCount));
  const isKin = (client: number): boolean => share >= 1 || fingerprint(profiles, client) < share;
  const clientOfKin = Int32Array.from({ length: profiles.clientCount }, (_, client) => client).filter(isKin);
  const kinOfClient = new Int32Array(profiles.clientCount).fill(-1);
  for (let kin = 0; kin < clientOfKin.length; kin++) kinOfClient[clientOfKin[kin] ?? 0] = kin;
  return {
    clientOfKin,
    kinOfClient,
    ...kinBuyers(profiles, kinOfClient, rarity),
    ...kinHabits(profiles, clientOfKin, slowDecay),
    rarity,
    wanted: hasFew ? neighboursForFew : neighbourCount,
  };
}

function kinBuyers(
  profiles: Profiles,
  kinOfClient: Int32Array,
  rarity: Float32Array,
): Pick<Neighbourhood, 'buyerStarts' | 'buyers' | 'weights'> {
  const { starts, clients, entries } = buyersOf(profiles, (client) => (kinOfClient[client] ?? -1) >= 0);
  const norms = normsOf(profiles, kinOfClient, rarity);
  const weights = new Float32Array(entries.length);
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] ?? 0;
    const length = norms[clients[at] ?? 0] ?? 1;
    weights[at] = ((profiles.slow[entry] ?? 0) * (rarity[profiles.items[entry] ?? 0] ?? 0)) / length;
  }
  return { buyerStarts: starts, buyers: clients.map((client) => kinOfClient[client] ?? 0), weights };
}

/** By client who is kin: length of the vector of faded frequencies. */
function normsOf(profiles: Profiles, kinOfClient: Int32Array, rarity: Float32Array): Float32Array {
  const norms = new Float32Array(profiles.clientCount);
  for (let client = 0; client < profiles.clientCount; client++) {
    if ((kinOfClient[client] ?? -1) < 0) continue;
    let squares = 0;
    for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++)
      squares += ((profiles.slow[entry] ?? 0) * (rarity[profiles.items[entry] ?? 0] ?? 0)) ** 2;
    norms[client] = Math.sqrt(squares);
  }
  return norms;
}

/** Both are shares of Σ slowDecay^age over the baskets. */
function kinHabits(
  profiles: Profiles,
  clientOfKin: Int32Array,
  slowDecay: number,
): Pick<Neighbourhood, 'starts' | 'items' | 'habits'> {
  const starts = new Uint32Array(clientOfKin.length + 1);
  for (let kin = 0; kin < clientOfKin.length; kin++) {
    const client = clientOfKin[kin] ?? 0;
    starts[kin + 1] = (starts[kin] ?? 0) + (profiles.starts[client + 1] ?? 0) - (profiles.starts[client] ?? 0);
  }
  const items = new Int32Array(starts[clientOfKin.length] ?? 0);
  const habits = new Float32Array(2 * items.length);
  for (let kin = 0; kin < clientOfKin.length; kin++) {
    const client = clientOfKin[kin] ?? 0;
    const whole = (1 - slowDecay ** (profiles.clients.basketCounts[client] ?? 0)) / (1 - slowDecay);
    let place = starts[kin] ?? 0;
    for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++, place++) {
      items[place] = profiles.items[entry] ?? 0;
      habits[2 * place] = (profiles.slow[entry] ?? 0) / whole;
      habits[2 * place + 1] = (profiles.fast[entry] ?? 0) / whole;
    }
  }
  return { starts, items, habits };
}

/** ln(1 + clients / buyers), as in text search (inverse document frequency). */
function rarityOf(profiles: Profiles): Float32Array {
  const buyers = new Float32Array(profiles.itemCount);
  for (const item of profiles.items) buyers[item] = (buyers[item] ?? 0) + 1;
  return buyers.map((count) => Math.log(1 + profiles.clientCount / (count + 1)));
}

/** Reading one client against all others means reading every purchase of each of its items: Σ over items of buyers² in all. */
function readingsPerClient(profiles: Profiles): number {
  const buyers = new Float64Array(profiles.itemCount);
  for (const item of profiles.items) buyers[item] = (buyers[item] ?? 0) + 1;
  return buyers.reduce((sum, count) => sum + count * count, 1) / Math.max(1, profiles.clientCount);
}

/** Room to look for neighbours in, used again for every client. */
export interface NeighbourScratch {
  /** By kin; all 0 between two clients. */
  readonly likeness: Float32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

export function neighbourScratch({ clientOfKin }: Neighbourhood): NeighbourScratch {
  return {
    likeness: new Float32Array(clientOfKin.length),
    ids: new Int32Array(clientOfKin.length + 1),
    values: new Float32Array(clientOfKin.length + 1),
  };
}

/**
 * Adds to what is said of each item what the client's neighbours buy, and what they bought last: the means of their faded
 * shares, weighted by likeness (cosine).
 */
export function addNeighbours(
  profiles: Profiles,
  neighbourhood: Neighbourhood,
  scratch: NeighbourScratch,
  client: number,
  said: Said,
): void {
  const { starts, items, habits } = neighbourhood;
  const { ids, values } = scratch;
  const most = findLikely(profiles, neighbourhood, scratch, client);
  const kept = takeLikely(scratch, most, neighbourhood.wanted);
  let total = 0;
  for (let at = 0; at < kept; at++) total += values[at] ?? 0;
  for (let at = 0; at < kept; at++) {
    const kin = ids[at] ?? 0;
    const weight = (values[at] ?? 0) / total;
    const end = starts[kin + 1] ?? 0;
    for (let entry = starts[kin] ?? 0; entry < end; entry++) {
      const place = hearsayWidth * (items[entry] ?? 0);
      said[place + neighboursHeard] = (said[place + neighboursHeard] ?? 0) + weight * (habits[2 * entry] ?? 0);
      said[place + latelyHeard] = (said[place + latelyHeard] ?? 0) + weight * (habits[2 * entry + 1] ?? 0);
    }
  }
}

/** Fills in how alike each of the kin is; the client's own likeness is 0. Gives what no likeness is above. */
function findLikely(
  profiles: Profiles,
  { buyerStarts, buyers, weights, rarity, kinOfClient }: Neighbourhood,
  { likeness }: NeighbourScratch,
  client: number,
): number {
  let squares = 0;
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    const item = profiles.items[entry] ?? 0;
    const own = (profiles.slow[entry] ?? 0) * (rarity[item] ?? 0);
    squares += own * own;
    const end = buyerStarts[item + 1] ?? 0;
    for (let at = buyerStarts[item] ?? 0; at < end; at++) {
      const other = buyers[at] ?? 0;
      likeness[other] = (likeness[other] ?? 0) + own * (weights[at] ?? 0);
    }
  }
  const self = kinOfClient[client] ?? -1;
  if (self >= 0) likeness[self] = 0;
  return Math.sqrt(squares);
}

/** Steps of likeness: enough that few share the one where the cut falls. */
const stepCount = 1024;
/** So many times the neighbours wanted do no harm; looking for the last of them among equals would take longer. */
const aFewMore = 1.25;
const steps = new Int32Array(stepCount + 1);

/**
 * Puts the most alike in front, about as many as are wanted where there are, and clears the likeness of all; gives how many.
 * The kin are counted by steps of likeness first; who stays is then a sum and no branch, since it is anybody's guess.
 */
function takeLikely({ likeness, ids, values }: NeighbourScratch, most: number, wanted: number): number {
  const scale = most > 0 ? (stepCount * 0.999) / most : 0;
  steps.fill(0);
  for (let kin = 0; kin < likeness.length; kin++) {
    const step = ((likeness[kin] ?? 0) * scale) | 0;
    steps[step] = (steps[step] ?? 0) + 1;
  }
  let cut = stepCount;
  for (let above = steps[cut] ?? 0; cut > 0 && above < wanted; above += steps[cut] ?? 0) cut--;
  const least = cut === 0 ? Number.MIN_VALUE : cut;
  let found = 0;
  for (let kin = 0; kin < likeness.length; kin++) {
    const value = likeness[kin] ?? 0;
    ids[found] = kin;
    values[found] = value;
    found += Number(value * scale >= least);
  }
  likeness.fill(0);
  return found <= aFewMore * wanted ? found : keepLargest(ids, values, found, wanted);
}
