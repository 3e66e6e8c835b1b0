/**
 * Clients who order by a clock of their own. The buying models know no calendar: ten months of silence look to them like a
 * farewell, also from someone who orders each November. Here silence is measured in the client's own seasons or gaps:
 *
 *   P(alive) = (1 − d) S / ((1 − d) S + d)
 *
 * d is the chance to leave before the next order is due, S the chance of the present silence from a client who has not left.
 * For a seasonal client S = sᵐ (1 − f (1 − s)): s the share of seasons such clients leave out, m the seasons wholly passed
 * since the last order, f the part passed of the present one; out of season nothing is held against them. For a regular
 * client S is the tail of an Erlang gap with their mean: the MBG/CNBD-k of Platzer and Reutterer (2016) for one known rate.
 * s, d and the orders a season brings are the estate's (clock-habits.ts). All days here are numbers since 1970.
 */
import { toDayNumber } from '../../values/day.ts';
import type { RhythmName } from '../rhythm.ts';
import type { OrderOutlook } from './order-outlook.ts';

export interface ClockFacts {
  /** Distinct, ascending, as numbers since 1970. */
  readonly dayNumbers: ArrayLike<number>;
  readonly usualMonth: number | null;
  readonly rhythm: RhythmName;
}

/** What the estate's clients with a clock have in common. */
export interface ClockHabits {
  /** s: share of seasons left out by clients who come back. */
  readonly skipShare: number;
  /** Such clients lost a year, per client: d = 1 − e^(−rate · gap in years). */
  readonly leavesPerYear: number;
  /** Orders of a season in which there was one. */
  readonly ordersPerSeason: number;
}

export interface ClockOutlook extends OrderOutlook {
  readonly pAlive: number;
  readonly nextOrderDay: number;
}

/** Five orders make four gaps: with fewer, an even spacing is often chance, and the estate's models speak. */
const leastOrdersOfRegular = 5;
/** Erlang shape: gaps that stray by half of their mean, the most `clientRhythm` still calls a rhythm. */
const gapShape = 4;
/** The month before, the month and the month after. */
const halfSeasonDays = 45;
const yearDays = 365;
/** A season less than half a year after an order is the season of that order, as in rhythm.ts. */
const halfYearDays = 183;
/** Seasons and gaps leave little to chance: nearly Poisson. */
const clockShape = 10;
/** The estate's orders a season weigh as so many seasons of the client. */
const seasonShrinkage = 3;

/** The outlook of the next twelve months by the client's season, or null when they have none. */
export function seasonalOutlook(client: ClockFacts, asOfDay: number, habits: ClockHabits): ClockOutlook | null {
  const { usualMonth, dayNumbers } = client;
  const lastDay = dayNumbers[dayNumbers.length - 1];
  if (usualMonth === null || lastDay === undefined) return null;
  const { skipShare } = habits;
  const until = asOfDay + yearDays;
  let missing = 1;
  let seasonsAhead = 0;
  let next: number | undefined;
  for (const middle of seasonsAfter(usualMonth, lastDay)) {
    if (middle - halfSeasonDays > until) break;
    const passed = passedOfSeason(middle, asOfDay);
    // Who let half of their season pass is the likelier to come in the other half.
    const comes =
      ((passedOfSeason(middle, until) - passed) * (1 - skipShare)) / Math.max(1e-9, 1 - passed * (1 - skipShare));
    missing *= 1 - comes;
    seasonsAhead += comes;
    if (next === undefined && middle + halfSeasonDays >= asOfDay) next = middle;
  }
  const pAlive = aliveAfter(
    seasonSilence(usualMonth, lastDay, asOfDay, skipShare),
    leaveShareOf(1, habits.leavesPerYear),
  );
  return {
    pAlive,
    expected: pAlive * seasonsAhead * ordersPerSeasonOf(usualMonth, dayNumbers, habits),
    none: 1 - pAlive * (1 - missing),
    shape: clockShape,
    nextOrderDay: Math.max(asOfDay, next ?? until),
  };
}

/** The outlook of the next twelve months by the client's gaps, or null when these are too few or too uneven. */
export function regularOutlook(client: ClockFacts, asOfDay: number, habits: ClockHabits): ClockOutlook | null {
  const gapDays = regularGap(client);
  const lastDay = client.dayNumbers[client.dayNumbers.length - 1];
  if (gapDays === null || lastDay === undefined) return null;
  const leaveShare = leaveShareOf(gapDays / yearDays, habits.leavesPerYear);
  const silentDays = asOfDay - lastDay;
  const tail = erlangTail((gapShape * silentDays) / gapDays);
  const pAlive = aliveAfter(tail, leaveShare);
  const waitDays = meanWait(silentDays, gapDays, tail);
  // While alive: the one waited for, then one a gap until the year is over, each survived with probability 1 − d.
  const orders = Math.max(0, (yearDays - waitDays) / gapDays + 0.5);
  const lasting = leaveShare < 1e-9 ? orders : (1 - (1 - leaveShare) ** orders) / leaveShare;
  const still = tail > 0 ? erlangTail((gapShape * (silentDays + yearDays)) / gapDays) / tail : 0;
  return {
    pAlive,
    expected: pAlive * Math.max(lasting, 1 - still),
    none: 1 - pAlive * (1 - still),
    shape: clockShape,
    nextOrderDay: asOfDay + Math.max(0, Math.round(waitDays)),
  };
}

export interface ClockSilence {
  /** S: the chance of the present silence from a client who has not left. */
  readonly silence: number;
  /** Years between two orders due. */
  readonly gapYears: number;
  /** Seasons wholly passed since the last order. */
  readonly seasonsLeftOut: number;
}

/** How long a client with a clock has been silent, measured by it; null without clock. */
export function clockSilence(client: ClockFacts, asOfDay: number, skipShare: number): ClockSilence | null {
  const lastDay = client.dayNumbers[client.dayNumbers.length - 1];
  if (lastDay === undefined) return null;
  if (client.usualMonth !== null) {
    const silence = seasonSilence(client.usualMonth, lastDay, asOfDay, skipShare);
    return { silence, gapYears: 1, seasonsLeftOut: seasonsPassed(client.usualMonth, lastDay, asOfDay) };
  }
  const gapDays = regularGap(client);
  if (gapDays === null) return null;
  const silence = erlangTail((gapShape * (asOfDay - lastDay)) / gapDays);
  return { silence, gapYears: gapDays / yearDays, seasonsLeftOut: 0 };
}

/** P(alive) of a client with so much silence behind them. */
export function aliveByClock({ silence, gapYears }: ClockSilence, leavesPerYear: number): number {
  return aliveAfter(silence, leaveShareOf(gapYears, leavesPerYear));
}

/** Seasons between an order (the first, unless told) and the last one of a seasonal client: how many, and how many without order. */
export function seasonsOf(
  usualMonth: number,
  dayNumbers: ArrayLike<number>,
  from = 0,
): { seasons: number; missed: number } {
  let [seasons, missed] = [0, 0];
  for (let index = from; index + 1 < dayNumbers.length; index++) {
    const next = dayNumbers[index + 1] ?? 0;
    let left = 0;
    for (const middle of seasonsAfter(usualMonth, dayNumbers[index] ?? 0)) {
      if (middle - halfSeasonDays > next) break;
      if (middle + halfSeasonDays < next) left++;
      else seasons++;
    }
    missed += left;
    seasons += left;
  }
  return { seasons, missed };
}

/**
 * Their mean gap, not the median: it is to say how many orders a year holds. Nor the gap drawn to the estate's, which would
 * halve the orders of who comes monthly. One over the mean of n Erlang gaps runs kn/(kn − 1) high: taken off.
 */
function regularGap({ usualMonth, rhythm, dayNumbers }: ClockFacts): number | null {
  const gaps = dayNumbers.length - 1;
  if (gaps + 1 < leastOrdersOfRegular || rhythm === 'unknown') return null;
  if (rhythm === 'irregular' && usualMonth === null) return null;
  const span = (dayNumbers[gaps] ?? 0) - (dayNumbers[0] ?? 0);
  return Math.max(1, ((span / gaps) * gapShape * gaps) / (gapShape * gaps - 1));
}

function ordersPerSeasonOf(usualMonth: number, dayNumbers: ArrayLike<number>, habits: ClockHabits): number {
  const { seasons, missed } = seasonsOf(usualMonth, dayNumbers);
  const visited = Math.max(1, seasons - missed + 1);
  return (dayNumbers.length + seasonShrinkage * habits.ordersPerSeason) / (visited + seasonShrinkage);
}

function leaveShareOf(gapYears: number, leavesPerYear: number): number {
  return -Math.expm1(-leavesPerYear * gapYears);
}

function seasonSilence(usualMonth: number, lastDay: number, asOfDay: number, skipShare: number): number {
  let silence = 1;
  for (const middle of seasonsAfter(usualMonth, lastDay)) {
    if (middle - halfSeasonDays >= asOfDay) break;
    silence *= 1 - passedOfSeason(middle, asOfDay) * (1 - skipShare);
  }
  return silence;
}

function seasonsPassed(usualMonth: number, lastDay: number, asOfDay: number): number {
  let passed = 0;
  for (const middle of seasonsAfter(usualMonth, lastDay)) {
    if (middle + halfSeasonDays >= asOfDay) break;
    passed++;
  }
  return passed;
}

function aliveAfter(silence: number, leaveShare: number): number {
  const alive = (1 - leaveShare) * silence;
  return alive + leaveShare === 0 ? 0 : alive / (alive + leaveShare);
}

/** P(Erlang(k, 1) > scaled). */
function erlangTail(scaled: number): number {
  let term = Math.exp(-scaled);
  let sum = term;
  for (let stage = 1; stage < gapShape; stage++) {
    term *= scaled / stage;
    sum += term;
  }
  return sum;
}

/** E[gap − silence | gap > silence] of an Erlang gap: its tails of one stage more and the same, over the tail. */
function meanWait(silentDays: number, gapDays: number, tail: number): number {
  if (tail < 1e-12) return gapDays / gapShape;
  const scaled = (gapShape * silentDays) / gapDays;
  let term = Math.exp(-scaled);
  for (let stage = 1; stage <= gapShape; stage++) term *= scaled / stage;
  return (gapDays * (tail + term)) / tail - silentDays;
}

/** 0 before the season, 1 after it. */
function passedOfSeason(middle: number, day: number): number {
  return Math.min(1, Math.max(0, (day - middle + halfSeasonDays) / (2 * halfSeasonDays)));
}

/** The middles of the seasons that are not the season of the order itself, without end. */
function* seasonsAfter(usualMonth: number, orderDay: number): Generator<number> {
  const middles = middlesOf(usualMonth);
  let index = Math.max(0, Math.floor((orderDay - (middles[0] ?? 0)) / yearDays) - 1);
  while ((middles[index] ?? Infinity) < orderDay + halfYearDays) index++;
  for (; index < middles.length; index++) yield middles[index] ?? Infinity;
}

/** Beyond any year `values/day.ts` reads. */
const lastYear = 2300;
const middlesByMonth: Int32Array[] = [];

function middlesOf(usualMonth: number): Int32Array {
  const month = String(usualMonth).padStart(2, '0');
  return (middlesByMonth[usualMonth] ??= Int32Array.from({ length: lastYear - 1900 }, (_, index) =>
    toDayNumber(`${1900 + index}-${month}-15`),
  ));
}
