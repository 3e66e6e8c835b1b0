/** What speaks for or against an item for a client, as one row of figures: the only thing a score may be made of. */
import type { Ground } from './ground.ts';
import { lagCount, periodOf, seasonOf } from './item-facts.ts';
import { keepLargest } from './largest.ts';
import { type Met, meet, metNothing } from './met.ts';
import { addNeighbours, type NeighbourScratch, neighbourScratch } from './neighbours.ts';
import { fastDecay, slowDecay } from './profiles.ts';
import { aromaLikeness, emptyLeaning, type Leaning, priceStep, readLeaning, wordAffinity } from './taste.ts';
import type { ItemLinks } from './together.ts';
import { lend } from './unsold.ts';

/** A column of evidence, and the part of the score its points are shown under. */
export interface EvidenceColumn {
  readonly name: string;
  readonly part: string;
}

const fixedColumns = [
  { name: 'count', part: 'frequency' },
  { name: 'share', part: 'frequency' },
  { name: 'slow share', part: 'frequency' },
  { name: 'fast share', part: 'frequency' },
  { name: 'share since first', part: 'frequency' },
  { name: 'place among own', part: 'frequency' },
  { name: 'baskets since', part: 'recency' },
  { name: 'days since', part: 'recency' },
  { name: 'due by baskets', part: 'rhythm' },
  { name: 'due by days', part: 'rhythm' },
  { name: 'stock at home', part: 'stock' },
  { name: 'same season', part: 'season' },
  { name: 'again at this lag', part: 'repeat rate' },
  { name: 'repeat factor', part: 'repeat rate' },
  { name: 'neighbours', part: 'neighbours' },
  { name: 'neighbours beside best', part: 'neighbours' },
  { name: 'shared', part: 'co-purchase' },
  { name: 'next', part: 'co-purchase' },
  { name: 'reach', part: 'popularity' },
  { name: 'late share', part: 'popularity' },
  { name: 'trend', part: 'popularity' },
  { name: 'discovery share', part: 'popularity' },
  { name: 'item season', part: 'season' },
  { name: 'baskets', part: 'client' },
  { name: 'basket size', part: 'client' },
  { name: 'last basket size', part: 'client' },
  { name: 'repeat share', part: 'client' },
  { name: 'items known', part: 'client' },
  { name: 'days since basket', part: 'client' },
  { name: 'price step', part: 'price' },
  { name: 'aromas', part: 'taste' },
  { name: 'neighbours lately', part: 'neighbours' },
] as const satisfies readonly EvidenceColumn[];

/** The columns of this ground: the fixed ones, then one for each kind of word. */
export function columnsOf(ground: Ground): readonly EvidenceColumn[] {
  return [...fixedColumns, ...ground.taste.words.map(({ name }) => ({ name, part: 'taste' }))];
}

/** Candidates for one client with their evidence; the arrays are used again for the next client. */
export interface Evidence {
  count: number;
  /** The first `repeats` candidates were bought before, the others were not. */
  repeats: number;
  readonly items: Int32Array;
  /** By repeat candidate: its entry in the profiles. */
  readonly entries: Int32Array;
  /** By candidate × column. */
  readonly rows: Float32Array;
}

export interface EvidenceQuestion {
  readonly client: number;
  /** The day asked about; the client's expected next basket when absent. */
  readonly day: number | undefined;
  readonly allowed: Uint8Array | undefined;
}

/** A catalogue, or a choice of allowed items, no larger than this is ranked whole. */
const wholeCatalogue = 300;
/** Discovery candidates taken from each source. */
const perSource = 40;

/** Reads evidence from one ground, client after client, with the same scratch. */
export interface EvidenceReader {
  readonly columns: readonly EvidenceColumn[];
  /** Never more candidates than this for one client. */
  readonly mostCandidates: number;
  read(question: EvidenceQuestion): Evidence;
}

interface Scratch {
  readonly neighbours: NeighbourScratch;
  /** By item. */
  readonly fromNeighbours: Float32Array;
  readonly lately: Float32Array;
  readonly fromShared: Float32Array;
  readonly fromNext: Float32Array;
  readonly met: Met;
  /** The faded counts of the client's own items, sorted. */
  readonly own: Float32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
  readonly leaning: Leaning;
}

export function evidenceReader(ground: Ground): EvidenceReader {
  const { itemCount } = ground.profiles;
  const columns = columnsOf(ground);
  const scratch = scratchFor(ground);
  const popular = popularItems(ground);
  const most = Math.max(wholeCatalogue, perSource * 5) + mostOwned(ground);
  const evidence: Evidence = {
    count: 0,
    repeats: 0,
    items: new Int32Array(Math.min(itemCount, most)),
    entries: new Int32Array(Math.min(itemCount, most) + 1),
    rows: new Float32Array(Math.min(itemCount, most) * columns.length),
  };
  return {
    columns,
    mostCandidates: evidence.items.length,
    read(question) {
      meetItems(ground, scratch, question.client);
      takeCandidates(ground, scratch, popular, question, evidence);
      readLeaning(ground.taste, ground.profiles, question.client, scratch.leaning);
      fillRows(ground, scratch, question, evidence, columns.length);
      forget(scratch);
      return evidence;
    },
  };
}

function scratchFor(ground: Ground): Scratch {
  const { itemCount, clientCount } = ground.profiles;
  return {
    neighbours: neighbourScratch(clientCount),
    fromNeighbours: new Float32Array(itemCount),
    lately: new Float32Array(itemCount),
    fromShared: new Float32Array(itemCount),
    fromNext: new Float32Array(itemCount),
    met: metNothing(itemCount),
    own: new Float32Array(mostOwned(ground)),
    ids: new Int32Array(itemCount),
    values: new Float32Array(itemCount),
    leaning: emptyLeaning(ground.taste),
  };
}

function mostOwned({ profiles }: Ground): number {
  let most = 0;
  for (let client = 0; client < profiles.clientCount; client++)
    most = Math.max(most, (profiles.starts[client + 1] ?? 0) - (profiles.starts[client] ?? 0));
  return most;
}

/** Most discovered first: what a client of whom nothing is known may be offered. */
function popularItems({ facts, profiles }: Ground): Int32Array {
  const ids = Int32Array.from({ length: profiles.itemCount }, (_, item) => item);
  const value = (item: number) => (facts.lastBasketShare[item] ?? 0) + (facts.reach[item] ?? 0);
  return ids.sort((one, other) => value(other) - value(one) || one - other);
}

const taken = 2;

/** Every item that neighbours, or items bought before, speak for. */
function meetItems(ground: Ground, scratch: Scratch, client: number): void {
  const { profiles, together } = ground;
  const { met } = scratch;
  const end = profiles.starts[client + 1] ?? 0;
  for (let entry = profiles.starts[client] ?? end; entry < end; entry++) meet(met, profiles.items[entry] ?? 0);
  addNeighbours(profiles, ground.neighbourhood, scratch.neighbours, {
    client,
    into: scratch.fromNeighbours,
    lately: scratch.lately,
    met,
  });
  for (let entry = profiles.starts[client] ?? end; entry < end; entry++) {
    const item = profiles.items[entry] ?? 0;
    follow(together.shared, item, profiles.slow[entry] ?? 0, scratch.fromShared, met);
    follow(together.next, item, profiles.fast[entry] ?? 0, scratch.fromNext, met);
  }
  for (const item of ground.unsold.items) meet(met, item);
  for (const source of [scratch.fromNeighbours, scratch.lately, scratch.fromShared, scratch.fromNext])
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
function takeCandidates(
  ground: Ground,
  scratch: Scratch,
  popular: Int32Array,
  question: EvidenceQuestion,
  into: Evidence,
): void {
  const { profiles } = ground;
  const { client, allowed } = question;
  const { met } = scratch;
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
  for (const source of [scratch.fromNeighbours, scratch.fromShared, scratch.fromNext]) {
    const kept = loudest(scratch, source, allowed);
    for (let at = 0; at < kept; at++) take(scratch.ids[at] ?? 0);
  }
  takePopular(popular, allowed, scratch, take);
}

/** Whether so few items are asked about that all of them can be ranked. */
function isFew(allowed: Uint8Array): boolean {
  let count = 0;
  for (let item = 0; item < allowed.length && count <= wholeCatalogue; item++) count += allowed[item] ?? 0;
  return count <= wholeCatalogue;
}

/** The discoveries one source speaks loudest for, at the front of the scratch's ids. */
function loudest(scratch: Scratch, source: Float32Array, allowed: Uint8Array | undefined): number {
  let size = 0;
  for (let at = 0; at < scratch.met.count; at++) {
    const item = scratch.met.items[at] ?? 0;
    const value = source[item] ?? 0;
    if (value <= 0 || (allowed !== undefined && allowed[item] !== 1)) continue;
    if (scratch.met.marks[item] === taken) continue;
    scratch.ids[size] = item;
    scratch.values[size++] = value;
  }
  return keepLargest(scratch.ids, scratch.values, size, perSource);
}

function takePopular(
  popular: Int32Array,
  allowed: Uint8Array | undefined,
  scratch: Scratch,
  take: (item: number) => void,
): void {
  let room = perSource;
  for (let at = 0; at < popular.length && room > 0; at++) {
    const item = popular[at] ?? 0;
    if (allowed !== undefined && allowed[item] !== 1) continue;
    if (scratch.met.marks[item] === taken) continue;
    take(item);
    room--;
  }
}

/** The most neighbours say of any item: what they say of the others is read beside it, on a scale alike for all clients. */
function loudestNeighbours(scratch: Scratch): number {
  let most = 0;
  for (let at = 0; at < scratch.met.count; at++)
    most = Math.max(most, scratch.fromNeighbours[scratch.met.items[at] ?? 0] ?? 0);
  return most > 0 ? most : 1;
}

function forget(scratch: Scratch): void {
  for (let at = 0; at < scratch.met.count; at++) {
    const item = scratch.met.items[at] ?? 0;
    scratch.met.marks[item] = 0;
    scratch.fromNeighbours[item] = 0;
    scratch.lately[item] = 0;
    scratch.fromShared[item] = 0;
    scratch.fromNext[item] = 0;
  }
  scratch.met.count = 0;
}

/** The day a client is asked about: the one given, or where none is, the last basket's plus the usual gap. */
function dayAsked(ground: Ground, question: EvidenceQuestion): number {
  const { clients } = ground.profiles;
  if (question.day !== undefined) return question.day;
  const last = clients.lastDays[question.client];
  if (last === undefined || clients.basketCounts[question.client] === 0) return ground.facts.lastDay;
  return last + basketGap(ground, question.client);
}

/** The client's own mean days between baskets, drawn to everybody's. */
function basketGap({ profiles, facts }: Ground, client: number): number {
  const gaps = Math.max(0, (profiles.clients.basketCounts[client] ?? 0) - 1);
  const own = Math.max(0, profiles.clients.meanGaps[client] ?? 0);
  return (gaps * own + 2 * facts.usualBasketGapDays) / (gaps + 2);
}

function fillRows(
  ground: Ground,
  scratch: Scratch,
  question: EvidenceQuestion,
  evidence: Evidence,
  width: number,
): void {
  const { facts, profiles, taste } = ground;
  const { client } = question;
  const { rows } = evidence;
  const dated = profiles.lastDays.length > 0;
  const loudest = loudestNeighbours(scratch);
  const day = dayAsked(ground, question);
  const calendar = facts.calendar;
  const periodWidth = calendar === undefined ? 0 : calendar.borders.length + 2;
  const period = calendar === undefined ? 0 : day > facts.lastDay ? periodWidth - 1 : periodOf(calendar.borders, day);
  const season = seasonOf(day);
  const baskets = profiles.clients.basketCounts[client] ?? 0;
  const first = profiles.starts[client] ?? 0;
  const owned = (profiles.starts[client + 1] ?? 0) - first;
  const fullSlow = (1 - slowDecay ** baskets) / (1 - slowDecay) || 1;
  const fullFast = (1 - fastDecay ** baskets) / (1 - fastDecay) || 1;
  const sinceBasket = dated && baskets > 0 ? day - (profiles.clients.lastDays[client] ?? 0) : -1;
  const gap = dated ? Math.max(1, basketGap(ground, client)) : 1;
  const own = ownSorted(ground, scratch, client);
  for (let at = 0; at < evidence.count; at++) {
    const item = evidence.items[at] ?? 0;
    const row = at * width;
    const entry = at < evidence.repeats ? (evidence.entries[at] ?? -1) : -1;
    if (entry >= 0) {
      const count = profiles.counts[entry] ?? 0;
      const lastAge = profiles.lastAges[entry] ?? 0;
      const firstAge = profiles.firstAges[entry] ?? 0;
      const slow = profiles.slow[entry] ?? 0;
      rows[row] = count;
      rows[row + 1] = count / baskets;
      rows[row + 2] = slow / fullSlow;
      rows[row + 3] = (profiles.fast[entry] ?? 0) / fullFast;
      rows[row + 4] = count / (firstAge + 1);
      rows[row + 5] = countAbove(own, slow);
      rows[row + 6] = lastAge;
      rows[row + 8] = count > 1 ? (lastAge * (count - 1)) / Math.max(1, firstAge - lastAge) : -1;
      const sinceItem = dated ? day - (profiles.lastDays[entry] ?? 0) : -1;
      rows[row + 7] = sinceItem;
      rows[row + 9] = dated ? sinceItem / expectedGap(ground, entry, count) : -1;
      rows[row + 10] = stockAtHome(ground, entry, sinceItem);
      rows[row + 11] = dated ? seasonDistance(sinceItem) : -1;
      rows[row + 12] = facts.againByLag[item * lagCount + Math.min(lastAge, lagCount) - 1] ?? 0;
    } else {
      for (let column = 0; column < 6; column++) rows[row + column] = 0;
      rows[row + 5] = owned;
      for (let column = 6; column < 12; column++) rows[row + column] = -1;
      rows[row + 12] = 0;
    }
    const reach = facts.reach[item] ?? 0;
    const basketShare = facts.basketShare[item] ?? 0;
    const late =
      calendar === undefined
        ? (facts.lastBasketShare[item] ?? 0)
        : (calendar.lateShare[item * periodWidth + period] ?? 0);
    rows[row + 13] = facts.repeatFactor[item] ?? 1;
    rows[row + 14] = scratch.fromNeighbours[item] ?? 0;
    rows[row + 15] = (scratch.fromNeighbours[item] ?? 0) / loudest;
    rows[row + 16] = scratch.fromShared[item] ?? 0;
    rows[row + 17] = scratch.fromNext[item] ?? 0;
    rows[row + 18] = reach;
    rows[row + 19] = late;
    rows[row + 20] = (late + 0.0005) / (basketShare + 0.0005);
    rows[row + 21] = facts.discoveryShare[item] ?? 0;
    rows[row + 22] =
      calendar === undefined || calendar.season.length === 0 ? 1 : (calendar.season[item * 12 + season] ?? 1);
    rows[row + 23] = baskets;
    rows[row + 24] = profiles.clients.meanSizes[client] ?? 0;
    rows[row + 25] = profiles.clients.lastSizes[client] ?? 0;
    rows[row + 26] = profiles.clients.repeatShares[client] ?? -1;
    rows[row + 27] = owned;
    rows[row + 28] = sinceBasket < 0 ? -1 : sinceBasket / gap;
    rows[row + 29] = priceStep(taste, scratch.leaning, item);
    rows[row + 30] = aromaLikeness(taste, scratch.leaning, item);
    rows[row + 31] = scratch.lately[item] ?? 0;
    for (let kind = 0; kind < taste.words.length; kind++)
      rows[row + fixedColumns.length + kind] = wordAffinity(taste, scratch.leaning, kind, item);
  }
}

/** The faded counts of the client's items, smallest first. */
function ownSorted({ profiles }: Ground, scratch: Scratch, client: number): Float32Array {
  const first = profiles.starts[client] ?? 0;
  const end = profiles.starts[client + 1] ?? first;
  const own = scratch.own.subarray(0, end - first);
  own.set(profiles.slow.subarray(first, end));
  return own.sort();
}

/** How many of the sorted values are larger. */
function countAbove(sorted: Float32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}

/** Days between two purchases of this item by this client: own gaps drawn to the item's. */
function expectedGap({ profiles, facts }: Ground, entry: number, count: number): number {
  const own = (profiles.lastDays[entry] ?? 0) - (profiles.firstDays[entry] ?? 0);
  const usual = facts.gapDays[profiles.items[entry] ?? 0] ?? 1;
  return Math.max(1, (own + 2 * usual) / (count - 1 + 2));
}

/** Share of the last purchase that should be left, at the pace of the purchases before it; -1 where it cannot be told. */
function stockAtHome({ profiles }: Ground, entry: number, sinceItem: number): number {
  const last = profiles.lastQuantities[entry] ?? 0;
  const before = (profiles.quantities[entry] ?? 0) - last;
  const span = (profiles.lastDays[entry] ?? 0) - (profiles.firstDays[entry] ?? 0);
  if (sinceItem < 0 || !(last > 0) || !(before > 0) || !(span > 0)) return -1;
  return Math.max(-3, 1 - (before / span) * (sinceItem / last));
}

/** Days from the anniversary of the last purchase: 0 on it, 183 half a year away. */
function seasonDistance(sinceItem: number): number {
  const inYear = sinceItem % 365;
  return Math.min(inYear, 365 - inYear);
}
