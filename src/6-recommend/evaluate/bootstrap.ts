/**
 * Intervals by resampling clients: the estate as it might have been with other clients of the same kind. Every tally is
 * summed under the same draws, so that differences are paired. Source: Efron's percentile bootstrap, clusters = clients.
 */
import { type Tally, totals } from './tally.ts';

/** A figure and where 95 of 100 resamplings put it. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One tally under every draw. */
export interface Resampled<Column extends string = string> {
  /** Numerator over denominator; null where the denominator is 0. Rounded to four digits. */
  ratio(numerator: Column, denominator: Column): Interval | null;
  /** This ratio less the same ratio of another tally of the same draws. */
  difference(other: Resampled<Column>, numerator: Column, denominator: Column): Interval | null;
  /** The ratio under each draw; for differences. */
  draws(numerator: Column, denominator: Column): { readonly value: number; readonly draws: Float64Array };
}

export interface BootstrapOptions {
  readonly seed: number;
  readonly replicates: number;
}

/** Resamples several tallies over the same clients under the same draws. */
export function bootstrap<Name extends string, Column extends string>(
  tallies: ReadonlyMap<Name, Tally<Column>>,
  { seed, replicates }: BootstrapOptions,
): ReadonlyMap<Name, Resampled<Column>> {
  const clientCount = [...tallies.values()][0]?.clientCount ?? 0;
  const samples = new Map([...tallies.keys()].map((name): [Name, Float64Array[]] => [name, []]));
  const random = chance(seed);
  const weights = new Uint16Array(clientCount);
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0);
    for (let draw = 0; draw < clientCount; draw++) {
      const client = Math.floor(random() * clientCount);
      weights[client] = (weights[client] ?? 0) + 1;
    }
    for (const [name, tally] of tallies) samples.get(name)?.push(totals(tally, weights));
  }
  return new Map([...tallies].map(([name, tally]) => [name, resampledOf(tally, samples.get(name) ?? [])]));
}

/** How many draws so many clients are worth: a thousand, fewer where they are many and the intervals narrow anyway. */
export function replicatesFor(clientCount: number): number {
  return Math.max(200, Math.min(1000, Math.floor(4_000_000 / Math.max(1, clientCount))));
}

function resampledOf<Column extends string>(tally: Tally<Column>, samples: readonly Float64Array[]): Resampled<Column> {
  const whole = totals(tally);
  const draws = (numerator: Column, denominator: Column) => {
    const above = tally.columns.indexOf(numerator);
    const below = tally.columns.indexOf(denominator);
    const ratioOf = (sums: Float64Array): number => (sums[above] ?? 0) / (sums[below] ?? 0);
    return { value: ratioOf(whole), draws: Float64Array.from(samples, ratioOf) };
  };
  return {
    draws,
    ratio(numerator, denominator) {
      const own = draws(numerator, denominator);
      return intervalOf(own.value, own.draws);
    },
    difference(other, numerator, denominator) {
      const own = draws(numerator, denominator);
      const theirs = other.draws(numerator, denominator);
      return intervalOf(
        own.value - theirs.value,
        own.draws.map((draw, at) => draw - (theirs.draws[at] ?? 0)),
      );
    },
  };
}

/** The value and the 2.5 and 97.5 hundredths of its draws. A draw without the clients it needs is left out. */
function intervalOf(value: number, draws: Float64Array): Interval | null {
  if (!Number.isFinite(value)) return null;
  const sorted = draws.filter(Number.isFinite).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? value;
  return { value: round(value), low: round(at(0.025)), high: round(at(0.975)) };
}

/** Four digits: more would be noise, and -0 is 0. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}

/** Uniform numbers from 0 up to 1, the same on every machine: mulberry32 (Tommy Ettinger, public domain). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
