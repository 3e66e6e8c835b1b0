/** What all clients together tell of each item: how popular it is and was lately, how readily it is bought again or discovered. */
import { type Calendar, calendarOf } from './calendar.ts';
import type { Knowledge } from './knowledge.ts';
import type { Profiles } from './profiles.ts';

/** All shares are per basket or per client and lie between 0 and 1. Arrays by item unless said otherwise. */
export interface ItemFacts {
  /** Share of the clients who bought it. */
  readonly reach: Float32Array;
  /** Share of all baskets, and of the clients' last baskets, that hold it. */
  readonly basketShare: Float32Array;
  readonly lastBasketShare: Float32Array;
  /** First purchases per basket, first baskets of a client left out: how readily it is discovered. */
  readonly discoveryShare: Float32Array;
  /** How much readier to be bought again than items in general, shrunk to 1. */
  readonly repeatFactor: Float32Array;
  /** By item × lag (1 … lagCount baskets since the last purchase): chance of a purchase in the next basket, shrunk. */
  readonly againByLag: Float32Array;
  /** Mean days between two purchases of the item by one client, shrunk to `usualGapDays`; empty where days are unknown. */
  readonly gapDays: Float32Array;
  /** Mean days between two purchases of the same item, and between two baskets; 0 where unknown. */
  readonly usualGapDays: number;
  readonly usualBasketGapDays: number;
  /** The day before which everything here was known: the last basket's; 0 where days are unknown. */
  readonly lastDay: number;
  readonly calendar: Calendar | undefined;
}

/** Lags from here on are one. */
export const lagCount = 10;
/** Evidence of this many purchases weighs as much as what all items say together. */
const shrinkage = 10;

export function itemFactsOf(known: Knowledge, profiles: Profiles): ItemFacts {
  const again = countAgain(known);
  return {
    ...sharesOf(profiles),
    ...shrunkAgain(again, known.history.itemCount),
    ...gapsOf(profiles),
    lastDay: lastDayOf(profiles),
    calendar: calendarOf(known),
  };
}

function sharesOf(profiles: Profiles): Pick<ItemFacts, 'reach' | 'basketShare' | 'lastBasketShare' | 'discoveryShare'> {
  const { itemCount } = profiles;
  const reach = new Float32Array(itemCount);
  const basketShare = new Float32Array(itemCount);
  const lastBasketShare = new Float32Array(itemCount);
  const discoveryShare = new Float32Array(itemCount);
  let clients = 0;
  let baskets = 0;
  for (let client = 0; client < profiles.clientCount; client++) {
    const held = profiles.clients.basketCounts[client] ?? 0;
    if (held === 0) continue;
    clients++;
    baskets += held;
    for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
      const item = profiles.items[entry] ?? 0;
      reach[item] = (reach[item] ?? 0) + 1;
      basketShare[item] = (basketShare[item] ?? 0) + (profiles.counts[entry] ?? 0);
      if (profiles.lastAges[entry] === 1) lastBasketShare[item] = (lastBasketShare[item] ?? 0) + 1;
      if ((profiles.firstAges[entry] ?? 0) < held) discoveryShare[item] = (discoveryShare[item] ?? 0) + 1;
    }
  }
  divide(reach, clients);
  divide(basketShare, baskets);
  divide(lastBasketShare, clients);
  divide(discoveryShare, baskets - clients);
  return { reach, basketShare, lastBasketShare, discoveryShare };
}

function divide(values: Float32Array, by: number): void {
  for (let at = 0; at < values.length; at++) values[at] = by > 0 ? (values[at] ?? 0) / by : 0;
}

/** By item × lag: baskets in which the item could have been bought again, and those in which it was. */
interface AgainCounts {
  readonly chances: Float32Array;
  readonly taken: Float32Array;
}

function countAgain(known: Knowledge): AgainCounts {
  const { history } = known;
  const counts: AgainCounts = {
    chances: new Float32Array(history.itemCount * lagCount),
    taken: new Float32Array(history.itemCount * lagCount),
  };
  const lastSeen = new Int32Array(history.itemCount).fill(-1);
  const touched: number[] = [];
  for (let client = 0; client < history.clientCount; client++) {
    const end = known.ends[client] ?? 0;
    for (let basket = history.basketStarts[client] ?? 0; basket < end; basket++) {
      for (let line = history.lineStarts[basket] ?? 0; line < (history.lineStarts[basket + 1] ?? 0); line++) {
        const item = history.items[line] ?? 0;
        const before = lastSeen[item] ?? -1;
        if (before < 0) touched.push(item);
        else addGap(counts, item, basket - before, true);
        lastSeen[item] = basket;
      }
    }
    for (const item of touched) {
      addGap(counts, item, end - 1 - (lastSeen[item] ?? 0), false);
      lastSeen[item] = -1;
    }
    touched.length = 0;
  }
  return counts;
}

/** `gap` baskets went by after a purchase; the last of them held the item again, or it never did. */
function addGap(counts: AgainCounts, item: number, gap: number, wasTaken: boolean): void {
  const row = item * lagCount;
  const plain = Math.min(gap, lagCount - 1);
  for (let lag = 0; lag < plain; lag++) counts.chances[row + lag] = (counts.chances[row + lag] ?? 0) + 1;
  const late = row + lagCount - 1;
  if (gap >= lagCount) counts.chances[late] = (counts.chances[late] ?? 0) + gap - lagCount + 1;
  if (!wasTaken) return;
  const place = row + Math.min(gap, lagCount) - 1;
  counts.taken[place] = (counts.taken[place] ?? 0) + 1;
}

/** Each item's rate is shrunk to what all items do at that lag, times the item's own factor, itself shrunk to 1. */
function shrunkAgain(counts: AgainCounts, itemCount: number): Pick<ItemFacts, 'repeatFactor' | 'againByLag'> {
  const usual = usualByLag(counts);
  const repeatFactor = new Float32Array(itemCount);
  const againByLag = new Float32Array(itemCount * lagCount);
  for (let item = 0; item < itemCount; item++) {
    const row = item * lagCount;
    let taken = 0;
    let expected = 0;
    for (let lag = 0; lag < lagCount; lag++) {
      taken += counts.taken[row + lag] ?? 0;
      expected += (counts.chances[row + lag] ?? 0) * (usual[lag] ?? 0);
    }
    const factor = (taken + shrinkage / 3) / (expected + shrinkage / 3);
    repeatFactor[item] = factor;
    for (let lag = 0; lag < lagCount; lag++) {
      const prior = Math.min(1, (usual[lag] ?? 0) * factor);
      againByLag[row + lag] =
        ((counts.taken[row + lag] ?? 0) + shrinkage * prior) / ((counts.chances[row + lag] ?? 0) + shrinkage);
    }
  }
  return { repeatFactor, againByLag };
}

function usualByLag(counts: AgainCounts): Float64Array {
  const taken = new Float64Array(lagCount);
  const chances = new Float64Array(lagCount);
  for (let at = 0; at < counts.taken.length; at++) {
    const lag = at % lagCount;
    taken[lag] = (taken[lag] ?? 0) + (counts.taken[at] ?? 0);
    chances[lag] = (chances[lag] ?? 0) + (counts.chances[at] ?? 0);
  }
  return taken.map((count, lag) => (count + 0.1) / ((chances[lag] ?? 0) + 1));
}

function gapsOf(profiles: Profiles): Pick<ItemFacts, 'gapDays' | 'usualGapDays' | 'usualBasketGapDays'> {
  if (profiles.lastDays.length === 0) return { gapDays: new Float32Array(0), usualGapDays: 0, usualBasketGapDays: 0 };
  const days = new Float64Array(profiles.itemCount);
  const gaps = new Float64Array(profiles.itemCount);
  for (let entry = 0; entry < profiles.items.length; entry++) {
    const count = (profiles.counts[entry] ?? 0) - 1;
    if (count < 1) continue;
    const item = profiles.items[entry] ?? 0;
    days[item] = (days[item] ?? 0) + (profiles.lastDays[entry] ?? 0) - (profiles.firstDays[entry] ?? 0);
    gaps[item] = (gaps[item] ?? 0) + count;
  }
  const usualBasketGapDays = meanBasketGap(profiles);
  const allGaps = gaps.reduce((sum, count) => sum + count, 0);
  const allDays = days.reduce((sum, count) => sum + count, 0);
  const usualGapDays = (allDays + shrinkage * usualBasketGapDays) / (allGaps + shrinkage);
  const gapDays = Float32Array.from(
    days,
    (sum, item) => (sum + shrinkage * usualGapDays) / ((gaps[item] ?? 0) + shrinkage),
  );
  return { gapDays, usualGapDays, usualBasketGapDays };
}

/** Mean days between two baskets of a client; 30 where nobody ever came twice. */
function meanBasketGap(profiles: Profiles): number {
  let days = 0;
  let gaps = 0;
  for (let client = 0; client < profiles.clientCount; client++) {
    const gap = profiles.clients.meanGaps[client] ?? -1;
    if (gap < 0) continue;
    const count = (profiles.clients.basketCounts[client] ?? 0) - 1;
    days += gap * count;
    gaps += count;
  }
  return gaps > 0 ? days / gaps : 30;
}

function lastDayOf(profiles: Profiles): number {
  let last = 0;
  for (const day of profiles.clients.lastDays) if (day > last) last = day;
  return last;
}
