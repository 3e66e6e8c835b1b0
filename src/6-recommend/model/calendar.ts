/** When items are bought: popularity through time, and the season of each. */
import { type Knowledge, knownBaskets } from './knowledge.ts';

/** Popularity through time, where days are known. */
export interface Calendar {
  /** First day of each period but the first; periods hold about equally many baskets. */
  readonly borders: Int32Array;
  /** By item × period: fading share of the baskets of the periods before it. */
  readonly lateShare: Float32Array;
  /** By item × twelfth of the year: share of the item's purchases in that season over the share of all; empty below a year. */
  readonly season: Float32Array;
}

const periodCount = 48;
const fading = 0.7;
const daysOfYear = 365.25;
const seasonCount = 12;
/** Evidence of this many purchases weighs as much as what all items say together. */
const shrinkage = 10;

/** The calendar of a state of knowledge; undefined where no day is known. */
export function calendarOf(known: Knowledge): Calendar | undefined {
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
