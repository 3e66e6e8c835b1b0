/** Which items are looked at for one client: all they bought, and the discoveries that somebody or something speaks for. */
import type { Ground } from './ground.ts';
import { keepLargest } from './largest.ts';
import { type Met, meet, metNothing } from './met.ts';
import { addNeighbours, type NeighbourScratch, neighbourScratch } from './neighbours.ts';
import type { ItemLinks } from './together.ts';
import { lend } from './unsold.ts';

/** Whom, and of which items, evidence is asked about. */
export interface EvidenceQuestion {
  readonly client: number;
  /** The day asked about; the client's expected next basket when absent. */
  readonly day: number | undefined;
  readonly allowed: Uint8Array | undefined;
}

/** The candidates of one client; the arrays are used again for the next client. */
export interface Candidates {
  count: number;
  /** The first `repeats` candidates were bought before, the others were not. */
  repeats: number;
  readonly items: Int32Array;
  /** By repeat candidate: its entry in the profiles. */
  readonly entries: Int32Array;
}

/** A catalogue, or a choice of allowed items, no larger than this is ranked whole. */
const wholeCatalogue = 300;
/** Discovery candidates taken from each source. */
const perSource = 40;

/** What was heard of each item for one client: used again for the next. */
export interface Hearsay {
  readonly neighbours: NeighbourScratch;
  /** By item. */
  readonly fromNeighbours: Float32Array;
  readonly lately: Float32Array;
  readonly fromShared: Float32Array;
  readonly fromNext: Float32Array;
  readonly met: Met;
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/** Room to listen in, empty. */
export function nothingHeard({ profiles: { itemCount, clientCount } }: Ground): Hearsay {
  return {
    neighbours: neighbourScratch(clientCount),
    fromNeighbours: new Float32Array(itemCount),
    lately: new Float32Array(itemCount),
    fromShared: new Float32Array(itemCount),
    fromNext: new Float32Array(itemCount),
    met: metNothing(itemCount),
    ids: new Int32Array(itemCount),
    values: new Float32Array(itemCount),
  };
}

/** Never more candidates than this for one client. */
export function mostCandidates(ground: Ground): number {
  return Math.min(ground.profiles.itemCount, Math.max(wholeCatalogue, perSource * 5) + mostOwned(ground));
}

/** The most items one client owns. */
export function mostOwned({ profiles }: Ground): number {
  let most = 0;
  for (let client = 0; client < profiles.clientCount; client++)
    most = Math.max(most, (profiles.starts[client + 1] ?? 0) - (profiles.starts[client] ?? 0));
  return most;
}

/** Most discovered first: what a client of whom nothing is known may be offered. */
export function popularItems({ facts, profiles }: Ground): Int32Array {
  const ids = Int32Array.from({ length: profiles.itemCount }, (_, item) => item);
  const value = (item: number) => (facts.lastBasketShare[item] ?? 0) + (facts.reach[item] ?? 0);
  return ids.sort((one, other) => value(other) - value(one) || one - other);
}

const taken = 2;

/** Every item that neighbours, or items bought before, speak for. */
export function meetItems(ground: Ground, heard: Hearsay, client: number): void {
  const { profiles, together } = ground;
  const { met } = heard;
  const end = profiles.starts[client + 1] ?? 0;
  for (let entry = profiles.starts[client] ?? end; entry < end; entry++) meet(met, profiles.items[entry] ?? 0);
  addNeighbours(profiles, ground.neighbourhood, heard.neighbours, {
    client,
    into: heard.fromNeighbours,
    lately: heard.lately,
    met,
  });
  for (let entry = profiles.starts[client] ?? end; entry < end; entry++) {
    const item = profiles.items[entry] ?? 0;
    follow(together.shared, item, profiles.slow[entry] ?? 0, heard.fromShared, met);
    follow(together.next, item, profiles.fast[entry] ?? 0, heard.fromNext, met);
  }
  for (const item of ground.unsold.items) meet(met, item);
  for (const source of [heard.fromNeighbours, heard.lately, heard.fromShared, heard.fromNext])
    lend(ground.unsold, source);
}

function follow(links: ItemLinks, item: number, weight: number, into: Float32Array, met: Met): void {
  const { items, strengths } = links;
  const end = links.starts[item + 1] ?? 0;
  for (let at = links.starts[item] ?? 0; at < end; at++) {
    const other = items[at] ?? 0;
    meet(met, other);
    into[other] = (into[other] ?? 0) + weight * (strengths[at] ?? 0);
  }
}

/** Everything bought before, then the discoveries the sources speak loudest for. */
export function takeCandidates(
  ground: Ground,
  heard: Hearsay,
  popular: Int32Array,
  question: EvidenceQuestion,
  into: Candidates,
): void {
  const { profiles } = ground;
  const { client, allowed } = question;
  const { met } = heard;
  into.count = 0;
  const take = (item: number) => {
    if (met.marks[item] === taken) return;
    meet(met, item);
    met.marks[item] = taken;
    if (allowed === undefined || allowed[item] === 1) into.items[into.count++] = item;
  };
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    into.entries[into.count] = entry;
    take(profiles.items[entry] ?? 0);
  }
  into.repeats = into.count;
  if (profiles.itemCount <= wholeCatalogue || (allowed !== undefined && isFew(allowed))) {
    for (let item = 0; item < profiles.itemCount; item++) take(item);
    return;
  }
  for (const source of [heard.fromNeighbours, heard.fromShared, heard.fromNext]) {
    const kept = loudest(heard, source, allowed);
    for (let at = 0; at < kept; at++) take(heard.ids[at] ?? 0);
  }
  takePopular(popular, allowed, heard, take);
}

/** Whether so few items are asked about that all of them can be ranked. */
function isFew(allowed: Uint8Array): boolean {
  let count = 0;
  for (let item = 0; item < allowed.length && count <= wholeCatalogue; item++) count += allowed[item] ?? 0;
  return count <= wholeCatalogue;
}

/** The discoveries one source speaks loudest for, at the front of its ids. */
function loudest(heard: Hearsay, source: Float32Array, allowed: Uint8Array | undefined): number {
  let size = 0;
  for (let at = 0; at < heard.met.count; at++) {
    const item = heard.met.items[at] ?? 0;
    const value = source[item] ?? 0;
    if (value <= 0 || (allowed !== undefined && allowed[item] !== 1)) continue;
    if (heard.met.marks[item] === taken) continue;
    heard.ids[size] = item;
    heard.values[size++] = value;
  }
  return keepLargest(heard.ids, heard.values, size, perSource);
}

function takePopular(
  popular: Int32Array,
  allowed: Uint8Array | undefined,
  heard: Hearsay,
  take: (item: number) => void,
): void {
  let room = perSource;
  for (let at = 0; at < popular.length && room > 0; at++) {
    const item = popular[at] ?? 0;
    if (allowed !== undefined && allowed[item] !== 1) continue;
    if (heard.met.marks[item] === taken) continue;
    take(item);
    room--;
  }
}

/** Makes room for the next client. */
export function forget(heard: Hearsay): void {
  for (let at = 0; at < heard.met.count; at++) {
    const item = heard.met.items[at] ?? 0;
    heard.met.marks[item] = 0;
    heard.fromNeighbours[item] = 0;
    heard.lately[item] = 0;
    heard.fromShared[item] = 0;
    heard.fromNext[item] = 0;
  }
  heard.met.count = 0;
}
