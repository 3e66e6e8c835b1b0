/** What an estate's clients with a clock of their own have in common, so that each need not tell it alone. */
import { aliveByClock, type ClockFacts, type ClockHabits, clockSilence, seasonsOf } from './own-clock.ts';

/** Seasons left out by clients who come back: one in eight before anything is seen, as firm as eight seasons. */
const skipPrior = { missed: 1, seasons: 8 };
/** Orders a season: one and a fifth, as firm as ten seasons. */
const ordersPrior = { orders: 12, seasons: 10 };
/** One client with a clock in ten is lost a year, as firm as eight client years. */
const leavesPrior = { leaves: 0.8, years: 8 };
/** The order that makes a clock: until then the client cannot have left, for they would have none. */
const clockOrder = 3;
/** Rates tried, one in two hundred to one a year; the next is a fifth more. */
const rates = Array.from({ length: 30 }, (_, step) => 0.005 * 1.2 ** step);
const yearDays = 365;

/** Enough for skips and farewells, which are told from each other, to settle. */
const rounds = 4;

/**
 * Habits as of a day, a number since 1970. Whether the seasons just left out are skips or a farewell is not known: they count
 * as skips by P(alive), which needs the share of skips itself, hence the rounds (expectation-maximisation).
 */
export function clockHabits(clients: readonly ClockFacts[], asOfDay: number): ClockHabits {
  const seasonal = clients.flatMap((client) => seasonsKnown(client) ?? []);
  const { orders, seasons } = seasonal.reduce(
    (sum, one) => ({ orders: sum.orders + one.orders, seasons: sum.seasons + one.visited }),
    ordersPrior,
  );
  let skipShare = skipPrior.missed / skipPrior.seasons;
  let leaves = leavesPerYear(clients, asOfDay, skipShare);
  for (let round = 0; round < rounds; round++) {
    const skips = { ...skipPrior };
    for (const { client, missed, since } of seasonal) {
      const silence = clockSilence(client, asOfDay, skipShare);
      const skipped = silence === null ? 0 : silence.seasonsLeftOut * aliveByClock(silence, leaves);
      skips.missed += missed + skipped;
      skips.seasons += since + skipped;
    }
    skipShare = skips.missed / skips.seasons;
    leaves = leavesPerYear(clients, asOfDay, skipShare);
  }
  return { skipShare, ordersPerSeason: orders / seasons, leavesPerYear: leaves };
}

interface SeasonsKnown {
  readonly client: ClockFacts;
  readonly orders: number;
  /** Seasons with an order. */
  readonly visited: number;
  /** Seasons since the order that made the clock, and those among them without order: who leaves seasons out has it later. */
  readonly since: number;
  readonly missed: number;
}

function seasonsKnown(client: ClockFacts): SeasonsKnown | null {
  const { usualMonth, dayNumbers } = client;
  if (usualMonth === null) return null;
  const all = seasonsOf(usualMonth, dayNumbers);
  const { seasons: since, missed } = seasonsOf(usualMonth, dayNumbers, clockOrder - 1);
  return { client, orders: dayNumbers.length, visited: all.seasons - all.missed + 1, since, missed };
}

/**
 * The likeliest of `rates`: a client was there from the order that made the clock to the last one, and has since either left
 * or been silent. Years, not orders, are what wears a client's loyalty: who comes monthly is not lost twelve times as fast.
 */
function leavesPerYear(clients: readonly ClockFacts[], asOfDay: number, skipShare: number): number {
  const likelihoods = Float64Array.from(
    rates,
    (rate) => leavesPrior.leaves * Math.log(rate) - leavesPrior.years * rate,
  );
  for (const client of clients) {
    const known = clockSilence(client, asOfDay, skipShare);
    if (known === null) continue;
    const { dayNumbers } = client;
    const years = ((dayNumbers[dayNumbers.length - 1] ?? 0) - (dayNumbers[clockOrder - 1] ?? 0)) / yearDays;
    for (const [index, rate] of rates.entries()) {
      const stays = Math.exp(-rate * known.gapYears);
      likelihoods[index] = (likelihoods[index] ?? 0) - rate * years + Math.log(1 - stays + stays * known.silence);
    }
  }
  return rates[likelihoods.indexOf(Math.max(...likelihoods))] ?? 0.1;
}
