/** What all clients together tell of each item: how popular it is and was lately, how readily it is bought again or discovered. */
import { type Knowledge, knownBaskets } from './knowledge.ts';
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

/** Popularity through time, where days are known. */
export interface Calendar {
  /** First day of each period but the first; periods hold about equally many baskets. */
  readonly borders: Int32Array;
  /** By item × period: fading share of the baskets of the periods before it. */
  readonly lateShare: Float32Array;
  /** By item × twelfth of the year: share of the item's purchases in that season over the share of all; empty below a year. */
  readonly season: Float32Array;
}

/** Lags from here on are one. */
export const lagCount = 10;
const periodCount = 48;
/** Evidence of this many purchases weighs as much as what all items say together. */
const shrinkage = 10;
const fading = 0.7;
const daysOfYear = 365.25;
const seasonCount = 12;

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

function calendarOf(known: Knowledge): Calendar | undefined {
  const { days } = known.history;
  if (days === undefined) return undefined;
  const sorted = knownDays(known, days).sort();
  if (sorted.length === 0) return undefined;
  const borders = bordersOf(sorted);
  const spanDays = (sorted[sorted.length - 1] ?? 0) - (sorted[0] ?? 0);
  return {
    borders,
    lateShare: lateShares(known, days, borders),
    season: spanDays >= 300 ? seasonsOf(known, days) : new Float32Array(0),
  };
}

function knownDays(known: Knowledge, days: Int32Array): Int32Array {
  const found: number[] = [];
  for (let client = 0; client < known.history.clientCount; client++) {
    const first = known.history.basketStarts[client] ?? 0;
    for (let basket = first; basket < first + knownBaskets(known, client); basket++) found.push(days[basket] ?? 0);
  }
  return Int32Array.from(found);
}

function bordersOf(sortedDays: Int32Array): Int32Array {
  const borders: number[] = [];
  for (let period = 1; period < periodCount; period++) {
    const day = sortedDays[Math.floor((period * sortedDays.length) / periodCount)] ?? 0;
    if (day > (borders[borders.length - 1] ?? sortedDays[0] ?? 0)) borders.push(day);
  }
  return Int32Array.from(borders);
}

/** The period a day falls in: how many borders are not after it. */
export function periodOf(borders: Int32Array, day: number): number {
  let low = 0;
  let high = borders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((borders[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One column more than there are periods: the last is for a day after everything known. */
function lateShares(known: Knowledge, days: Int32Array, borders: Int32Array): Float32Array {
  const width = borders.length + 2;
  const { history } = known;
  const shares = new Float32Array(history.itemCount * width);
  const baskets = new Float64Array(width);
  for (let client = 0; client < history.clientCount; client++) {
    for (let basket = history.basketStarts[client] ?? 0; basket < (known.ends[client] ?? 0); basket++) {
      const after = periodOf(borders, days[basket] ?? 0) + 1;
      baskets[after] = (baskets[after] ?? 0) + 1;
      for (let line = history.lineStarts[basket] ?? 0; line < (history.lineStarts[basket + 1] ?? 0); line++) {
        const place = (history.items[line] ?? 0) * width + after;
        shares[place] = (shares[place] ?? 0) + 1;
      }
    }
  }
  for (let item = 0; item < history.itemCount; item++) {
    let late = 0;
    for (let period = 0; period < width; period++) {
      const count = baskets[period] ?? 0;
      const share = count > 0 ? (shares[item * width + period] ?? 0) / count : 0;
      late = fading * late + (1 - fading) * share;
      shares[item * width + period] = late;
    }
  }
  return shares;
}

/** The twelfth of the year a day falls in, counted from the first of January (to within a day). */
export function seasonOf(day: number): number {
  const inYear = (((day % daysOfYear) + daysOfYear) % daysOfYear) / daysOfYear;
  return Math.min(seasonCount - 1, Math.floor(inYear * seasonCount));
}

/** Each twelfth is blurred with its two neighbours, and the item's share shrunk to that of all. */
function seasonsOf(known: Knowledge, days: Int32Array): Float32Array {
  const { history } = known;
  const counts = new Float32Array(history.itemCount * seasonCount);
  const all = new Float64Array(seasonCount);
  for (let client = 0; client < history.clientCount; client++) {
    for (let basket = history.basketStarts[client] ?? 0; basket < (known.ends[client] ?? 0); basket++) {
      const season = seasonOf(days[basket] ?? 0);
      for (let line = history.lineStarts[basket] ?? 0; line < (history.lineStarts[basket + 1] ?? 0); line++) {
        const item = history.items[line] ?? 0;
        for (let step = -1; step <= 1; step++) {
          const place = (season + step + seasonCount) % seasonCount;
          const weight = step === 0 ? 0.5 : 0.25;
          counts[item * seasonCount + place] = (counts[item * seasonCount + place] ?? 0) + weight;
          all[place] = (all[place] ?? 0) + weight;
        }
      }
    }
  }
  const lines = all.reduce((sum, count) => sum + count, 0);
  const result = new Float32Array(counts.length);
  for (let item = 0; item < history.itemCount; item++) {
    let own = 0;
    for (let season = 0; season < seasonCount; season++) own += counts[item * seasonCount + season] ?? 0;
    for (let season = 0; season < seasonCount; season++) {
      const usual = lines > 0 ? (all[season] ?? 0) / lines : 0;
      const place = item * seasonCount + season;
      result[place] = ((counts[place] ?? 0) + shrinkage / seasonCount) / (own * usual + shrinkage / seasonCount);
    }
  }
  return result;
}
