/**
 * How surely a season is one. Three orders of a quarterly buyer fall into one season by accident about once in eight, and
 * who is then expected in that season alone is read wrongly. So the season is weighed against chance by the visits it rests on:
 *
 *   B = 1/12 Σ over months m of Π over visits (ρ / w_m within m's season, (1 − ρ) / (1 − w_m) outside of it)
 *   P(season) = π B / (π B + 1 − π)
 *
 * ρ is the share of their visits that seasonal clients make in season, w_m the share of all visits that clients without any
 * season make in the three months around m, π the share of seasonal clients in this estate: the value that agrees with its
 * own answers (expectation-maximisation). Orders within a season of each other are one visit: they prove one year.
 */
import type { ClockFacts } from './own-clock.ts';

export interface SeasonOdds {
  /** π. */
  readonly share: number;
  /** w, by month, January first. */
  readonly windows: readonly number[];
}

/** ρ: the demo's and the trade's yearly clients stray from their season once in ten. */
const inSeason = 0.9;
/** One visit: the longest time over which a client of one season comes back in it. */
const visitDays = 60;
/** π is drawn to one in two as if by so many clients, w to even months as if by so many visits. */
const sharePrior = 4;
const windowPrior = 24;
const rounds = 12;
/** Fewer visits are no season in `clientRhythm` either. */
const leastVisits = 2;

/** The odds of an estate, from its clients with three orders or more. */
export function seasonOdds(clients: readonly ClockFacts[]): SeasonOdds {
  const frequent = clients.filter(({ dayNumbers }) => dayNumbers.length > leastVisits);
  const windows = windowsOf(frequent);
  const factors = frequent.map((client) => factorOf(visitMonths(client.dayNumbers), windows));
  let share = 0.5;
  for (let round = 0; round < rounds; round++) {
    let sum = sharePrior / 2;
    for (const factor of factors) sum += posterior(share, factor);
    share = sum / (factors.length + sharePrior);
  }
  return { share, windows };
}

/** The chance that the client's usual month is no accident; 0 when they have none. */
export function seasonChance({ share, windows }: SeasonOdds, { usualMonth, dayNumbers }: ClockFacts): number {
  return usualMonth === null ? 0 : posterior(share, factorOf(visitMonths(dayNumbers), windows));
}

function posterior(share: number, factor: number): number {
  return (share * factor) / (share * factor + 1 - share);
}

function factorOf(months: readonly number[], windows: readonly number[]): number {
  let factor = 0;
  for (const [middle, window] of windows.entries()) {
    let product = 1;
    for (const month of months) product *= isNear(month, middle) ? inSeason / window : (1 - inSeason) / (1 - window);
    factor += product / 12;
  }
  return factor;
}

function windowsOf(clients: readonly ClockFacts[]): readonly number[] {
  const visits = Array.from({ length: 12 }, () => windowPrior / 12);
  for (const { usualMonth, dayNumbers } of clients) {
    if (usualMonth !== null) continue;
    for (const month of visitMonths(dayNumbers)) visits[month] = (visits[month] ?? 0) + 1;
  }
  const all = visits.reduce((sum, one) => sum + one, 0);
  return visits.map(
    (_, middle) => visits.reduce((sum, one, month) => (isNear(month, middle) ? sum + one : sum), 0) / all,
  );
}

/** The months, January 0, in which visits began. */
function visitMonths(dayNumbers: ArrayLike<number>): readonly number[] {
  const months: number[] = [];
  let begun = -Infinity;
  for (let index = 0; index < dayNumbers.length; index++) {
    const day = dayNumbers[index] ?? 0;
    if (day - begun <= visitDays) continue;
    begun = day;
    months.push(new Date(day * 86_400_000).getUTCMonth());
  }
  return months;
}

function isNear(month: number, other: number): boolean {
  const apart = Math.abs(month - other);
  return apart <= 1 || apart === 11;
}
