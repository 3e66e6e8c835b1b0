/** An estate whose clients' true ways are known: what they will order is drawn from the same ways as what they ordered. */
import { clientRhythm } from '../../../src/5-customer360/rhythm.ts';
import type { ValueFacts } from '../../../src/5-customer360/value/client-value.ts';
import { addDays, type Day, daysBetween, fromDayNumber, toDayNumber } from '../../../src/values/day.ts';

export type Way = 'each_november' | 'now_and_then' | 'once';

export interface InventedClient {
  readonly facts: ValueFacts;
  readonly way: Way;
  /** Whether no order will ever follow. */
  readonly isGone: boolean;
  /** In the year after the as-of day. */
  readonly ordersToCome: number;
}

export interface EstatePlan {
  readonly clients: number;
  readonly asOf: Day;
  readonly years: number;
  readonly seed: number;
}

/** Of ten clients four come each November (one in ten left out, one in twelve lost a year), four as it falls out, two once. */
export function inventEstate({ clients, asOf, years, seed }: EstatePlan): readonly InventedClient[] {
  const random = randomFrom(seed);
  const firstDay = addDays(asOf, -Math.round(years * 365.25));
  return Array.from({ length: clients }, (_, index) => {
    const way: Way = index % 10 < 4 ? 'each_november' : index % 10 < 8 ? 'now_and_then' : 'once';
    const joinedOn = addDays(firstDay, Math.floor(random() * years * 300));
    const days = daysOf(way, joinedOn, addDays(asOf, 6 * 365), random);
    const known = days.filter((day) => day <= asOf);
    return {
      facts: factsOf(`C${String(index).padStart(5, '0')}`, known),
      way,
      isGone: days.length === known.length,
      ordersToCome: days.filter((day) => day > asOf && daysBetween(asOf, day) <= 365).length,
    };
  }).filter(({ facts }) => facts.orderDays.length > 0);
}

function daysOf(way: Way, joinedOn: Day, until: Day, random: () => number): readonly Day[] {
  if (way === 'once') return [joinedOn];
  const days = way === 'each_november' ? novembers(joinedOn, until, random) : hereAndThere(joinedOn, until, random);
  const leavesAfter = -Math.log(1 - random()) * 12 * 365;
  const kept = days.filter((day, index) => index === 0 || daysBetween(joinedOn, day) <= leavesAfter);
  return [...new Set(kept)].toSorted();
}

function novembers(joinedOn: Day, until: Day, random: () => number): readonly Day[] {
  const days: Day[] = [];
  for (let year = Number(joinedOn.slice(0, 4)); ; year++) {
    const day = addDays(`${year}-11-15`, Math.round((random() + random() - 1) * 25));
    if (day > until) return days;
    if (day >= joinedOn && random() >= 0.1) days.push(day);
  }
}

/** Poisson orders, about one a year: now and then three of them fall into one season by accident. */
function hereAndThere(joinedOn: Day, until: Day, random: () => number): readonly Day[] {
  const meanGap = 365 / (0.6 + random());
  const days: Day[] = [];
  for (
    let day = toDayNumber(joinedOn);
    day <= toDayNumber(until);
    day += Math.ceil(-Math.log(1 - random()) * meanGap)
  ) {
    days.push(fromDayNumber(day));
  }
  return days;
}

function factsOf(clientCode: string, orderDays: readonly Day[]): ValueFacts {
  const { usualMonth, gapDays, name } = clientRhythm({ orderDays, estateGapDays: 300, gapShrinkage: 3 });
  return { clientCode, orderDays, netHt: orderDays.map(() => 100), usualMonth, gapDays, rhythm: name };
}

/** Mulberry32: numbers from 0 to 1 that a seed decides. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
