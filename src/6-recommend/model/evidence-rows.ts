/** Writes the rows of evidence of one client's candidates. */
import { periodOf, seasonOf } from './calendar.ts';
import type { Candidates, EvidenceQuestion } from './candidates.ts';
import { fixedColumns } from './evidence-columns.ts';
import type { Ground } from './ground.ts';
import {
  companyHeard,
  followingHeard,
  hearsayWidth,
  latelyHeard,
  linearHeard,
  loudestNeighbours,
  neighboursHeard,
  nextHeard,
  type Said,
  sharedHeard,
} from './hearsay.ts';
import { lagCount } from './item-facts.ts';
import { fastDecay, slowDecay } from './profiles.ts';
import { aromaLikeness, type Leaning, priceStep, wordAffinity } from './taste.ts';

/** Candidates with what is known of each. */
export interface Evidence extends Candidates {
  /** By candidate × column. */
  readonly rows: Float32Array;
}

/** What rows are written from, beside the ground. */
export interface RowSources {
  readonly said: Said;
  /** The faded counts of the client's own items, sorted. */
  readonly own: Float32Array;
  readonly leaning: Leaning;
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

/** One row for each candidate, into `evidence.rows`. */
export function fillRows(ground: Ground, sources: RowSources, question: EvidenceQuestion, evidence: Evidence): void {
  const { said, leaning } = sources;
  const width = fixedColumns.length + ground.taste.words.length;
  const { facts, profiles, taste } = ground;
  const { client } = question;
  const { rows } = evidence;
  const dated = profiles.lastDays.length > 0;
  const loudest = loudestNeighbours(said);
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
  const own = ownSorted(ground, sources.own, client);
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
    const hears = hearsayWidth * item;
    rows[row + 13] = facts.repeatFactor[item] ?? 1;
    rows[row + 14] = said[hears + neighboursHeard] ?? 0;
    rows[row + 15] = (said[hears + neighboursHeard] ?? 0) / loudest;
    rows[row + 16] = said[hears + sharedHeard] ?? 0;
    rows[row + 17] = said[hears + nextHeard] ?? 0;
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
    rows[row + 29] = priceStep(taste, leaning, item);
    rows[row + 30] = aromaLikeness(taste, leaning, item);
    rows[row + 31] = said[hears + latelyHeard] ?? 0;
    // Of what the client has bought the linear model says nothing: it was taught on what came new.
    rows[row + 32] = entry >= 0 ? 0 : (said[hears + linearHeard] ?? 0);
    rows[row + 33] = said[hears + companyHeard] ?? 0;
    rows[row + 34] = said[hears + followingHeard] ?? 0;
    for (let kind = 0; kind < taste.words.length; kind++)
      rows[row + fixedColumns.length + kind] = wordAffinity(taste, leaning, kind, item);
  }
}

/** The faded counts of the client's items, smallest first. */
function ownSorted({ profiles }: Ground, room: Float32Array, client: number): Float32Array {
  const first = profiles.starts[client] ?? 0;
  const end = profiles.starts[client + 1] ?? first;
  const own = room.subarray(0, end - first);
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
