/**
 * When a client buys: how many days apart, in which season, and when next. Everything is read from the days of their sale
 * documents; two documents of one day are one purchase. Source: evaluation.md, 3.
 */
import { addDays, type Day, daysBetween } from '../values/day.ts';

export type RhythmName = 'monthly' | 'quarterly' | 'twice_a_year' | 'yearly' | 'irregular' | 'unknown';

export interface Rhythm {
  readonly name: RhythmName;
  /** Distinct days with a purchase: what everything here is read from. */
  readonly purchaseDays: number;
  /** Median days between purchases of this client; null below three purchases. */
  readonly ownGapDays: number | null;
  /** The own gap drawn towards the estate's, the less so the more gaps there are; below three purchases, the estate's. */
  readonly gapDays: number | null;
  /** 1–12 when more than two thirds of the purchases, in two years or more, lie within a month of it; else null. */
  readonly usualMonth: number | null;
  /** By the gap or season alone: in the past when the client is late; null without purchase, or when no gap is known. */
  readonly nextOrderOn: Day | null;
}

export interface RhythmFacts {
  /** Distinct, ascending. */
  readonly orderDays: readonly Day[];
  /** Median of the private clients' own gaps; null while nobody has three purchases. */
  readonly estateGapDays: number | null;
  /** k of the weight n/(n+k). */
  readonly gapShrinkage: number;
}

/** Below this many dated purchases a client has no rhythm of their own (evaluation.md, 3). */
export const minimumPurchases = 3;
/** A gap up to so many days has this name; anything slower than the last is irregular. */
const namedGaps = [
  ['monthly', 45],
  ['quarterly', 135],
  ['twice_a_year', 270],
  ['yearly', 450],
] as const;
/** Gaps that stray from their median by more than half of it, in the median, are no rhythm. */
const largestSpread = 0.5;
const seasonShare = 2 / 3;
/** Purchases of one season follow each other within so many days: November's order and December's second are one visit. */
const sameVisitDays = 120;
/** A season less than half a year after a purchase is the season of that purchase. */
const halfYearDays = 183;

/** The rhythm of one client. */
export function clientRhythm({ orderDays, estateGapDays, gapShrinkage }: RhythmFacts): Rhythm {
  const lastOn = orderDays.at(-1);
  if (orderDays.length < minimumPurchases || lastOn === undefined) {
    const nextOrderOn =
      lastOn === undefined || estateGapDays === null ? null : addDays(lastOn, Math.round(estateGapDays));
    const gapDays = lastOn === undefined ? null : estateGapDays;
    return {
      name: 'unknown',
      purchaseDays: orderDays.length,
      ownGapDays: null,
      gapDays,
      usualMonth: null,
      nextOrderOn,
    };
  }
  const usualMonth = findUsualMonth(orderDays);
  const gaps = gapsBetween(usualMonth === null ? orderDays : visitsOf(orderDays));
  const ownGapDays = median(gaps);
  const gapDays = shrunkGap(ownGapDays, gaps.length, estateGapDays, gapShrinkage);
  return {
    name: nameOf(gaps, ownGapDays),
    purchaseDays: orderDays.length,
    ownGapDays,
    gapDays,
    usualMonth,
    nextOrderOn: expectedNext(lastOn, gapDays, usualMonth),
  };
}

/** The last day of the first usual month that is not the season of the last purchase itself. */
export function nextSeasonEnd(usualMonth: number, lastOrderOn: Day): Day {
  const middle = nextSeasonMiddle(usualMonth, lastOrderOn);
  const year = Number(middle.slice(0, 4));
  const firstOfNext = usualMonth === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, usualMonth + 1, 1);
  return addDays(firstOfNext, -1);
}

/** Empirical Bayes: the own gap weighs n/(n+k), the estate's the rest. Two digits. */
function shrunkGap(ownGapDays: number, gapCount: number, estateGapDays: number | null, shrinkage: number): number {
  if (estateGapDays === null) return ownGapDays;
  const weight = gapCount / (gapCount + shrinkage);
  return Math.round((weight * ownGapDays + (1 - weight) * estateGapDays) * 100) / 100;
}

function nameOf(gaps: readonly number[], ownGapDays: number): RhythmName {
  const strays = gaps.map((gap) => Math.abs(gap - ownGapDays));
  if (median(strays) > largestSpread * ownGapDays) return 'irregular';
  return namedGaps.find(([, upTo]) => ownGapDays <= upTo)?.[0] ?? 'irregular';
}

/**
 * The month most purchases gather around, on the circle of the year: each year has one vote to share among its months, so
 * that one busy year does not decide, and a month is heard half by its neighbours.
 */
function findUsualMonth(orderDays: readonly Day[]): number | null {
  const votes = monthVotes(orderDays);
  const heard = votes.map((own, index) => own + (at(votes, index - 1) + at(votes, index + 1)) / 2);
  const month = heard.indexOf(Math.max(...heard)) + 1;
  const inSeason = orderDays.filter((day) => isNear(monthOf(day), month));
  const years = new Set(inSeason.map((day) => day.slice(0, 4)));
  return years.size >= 2 && inSeason.length > seasonShare * orderDays.length ? month : null;
}

function monthVotes(orderDays: readonly Day[]): number[] {
  const ordersOfYear = new Map<string, number>();
  for (const day of orderDays) ordersOfYear.set(day.slice(0, 4), (ordersOfYear.get(day.slice(0, 4)) ?? 0) + 1);
  const votes = Array.from({ length: 12 }, () => 0);
  for (const day of orderDays) {
    const index = monthOf(day) - 1;
    votes[index] = (votes[index] ?? 0) + 1 / (ordersOfYear.get(day.slice(0, 4)) ?? 1);
  }
  return votes;
}

/** The first day of each visit: purchases that follow each other within a season are one. */
function visitsOf(orderDays: readonly Day[]): readonly Day[] {
  return orderDays.filter((day, index) => {
    const previous = orderDays[index - 1];
    return previous === undefined || daysBetween(previous, day) > sameVisitDays;
  });
}

function gapsBetween(days: readonly Day[]): readonly number[] {
  return days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day));
}

/** The last purchase plus the gap; a seasonal client is expected in season, so any other month gives way to its middle. */
function expectedNext(lastOn: Day, gapDays: number, usualMonth: number | null): Day {
  const byGap = addDays(lastOn, Math.round(gapDays));
  if (usualMonth === null || isNear(monthOf(byGap), usualMonth)) return byGap;
  return nextSeasonMiddle(usualMonth, lastOn);
}

function nextSeasonMiddle(usualMonth: number, lastOn: Day): Day {
  const year = Number(lastOn.slice(0, 4));
  const middles = [year, year + 1].map((one) => dayOf(one, usualMonth, 15));
  return middles.find((day) => daysBetween(lastOn, day) >= halfYearDays) ?? dayOf(year + 2, usualMonth, 15);
}

function isNear(month: number, other: number): boolean {
  const apart = Math.abs(month - other);
  return apart <= 1 || apart === 11;
}

function median(values: readonly number[]): number {
  const ascending = [...values].sort((left, right) => left - right);
  const middle = ascending.length >> 1;
  const upper = ascending[middle] ?? 0;
  return ascending.length % 2 === 1 ? upper : ((ascending[middle - 1] ?? upper) + upper) / 2;
}

function at(votes: readonly number[], index: number): number {
  return votes[(index + 12) % 12] ?? 0;
}

function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

function dayOf(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
