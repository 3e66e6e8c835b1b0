/**
 * Recency, frequency, monetary: three scores from 1 (worst) to 5 (best), by the estate's bins or by rank among its clients.
 * Source of the bins: rules.md, Customer 360.
 */
import type { Settings } from '../estate/settings.ts';
import { type Decimal4, decimalFromNumber } from '../values/decimal.ts';

export type Score = 1 | 2 | 3 | 4 | 5;

/** What is scored: of a client with at least one net order. */
export interface RfmMeasures {
  /** Days from the last sale document to the as-of day. */
  readonly recencyDays: number;
  /** Distinct sale documents. */
  readonly orderCount: number;
  /** Sale and return lines together, fees left out, in ten-thousandths of a euro. */
  readonly netHt: Decimal4;
}

export interface Rfm {
  readonly recency: Score;
  readonly frequency: Score;
  readonly monetary: Score;
  /** The three scores side by side: `545`. */
  readonly code: string;
  /** Their mean, two digits. */
  readonly mean: number;
}

/** How an estate scores: by fixed bins, or by rank. */
export interface RfmScale {
  readonly recency: (days: number) => Score;
  readonly frequency: (orders: number) => Score;
  readonly monetary: (netHt: Decimal4) => Score;
}

/** A measure's values among the estate's clients, each with how many clients have it; in any order. */
export type Distribution = readonly { readonly value: number; readonly clientCount: number }[];

/** The three scores of one client, their code and their mean. */
export function scoreRfm(scale: RfmScale, measures: RfmMeasures): Rfm {
  const recency = scale.recency(measures.recencyDays);
  const frequency = scale.frequency(measures.orderCount);
  const monetary = scale.monetary(measures.netHt);
  return {
    recency,
    frequency,
    monetary,
    code: `${recency}${frequency}${monetary}`,
    mean: Math.round(((recency + frequency + monetary) / 3) * 100) / 100,
  };
}

/** The scale of the estate's bins: days are upper bounds of 5, 4, 3, 2; orders and euros are lower bounds of 2, 3, 4, 5. */
export function binScale(bins: Settings['rfm']): RfmScale {
  const monetaryBounds = bins.monetary_ht.map(decimalFromNumber);
  return {
    recency: (days) => toScore(1 + bins.recency_days.filter((bound) => days <= bound).length),
    frequency: (orders) => toScore(1 + bins.frequency_orders.filter((bound) => orders >= bound).length),
    monetary: (netHt) => toScore(1 + monetaryBounds.filter((bound) => netHt >= bound).length),
  };
}

/** The scale of ranks: each fifth of the clients gets one score, and clients with the same value get the same score. */
export function quantileScale(distributions: {
  readonly recency: Distribution;
  readonly frequency: Distribution;
  readonly monetary: Distribution;
}): RfmScale {
  // The fewer days the better: negated, so that "more" is better for all three.
  const recency = rankScorer(distributions.recency.map(({ value, clientCount }) => ({ value: -value, clientCount })));
  return {
    recency: (days) => recency(-days),
    frequency: rankScorer(distributions.frequency),
    monetary: rankScorer(distributions.monetary),
  };
}

/**
 * Scores a value by the share of clients below it, those level with it counted half (the mid-rank): ties never depend on
 * an order, and when everybody is level everybody gets 3.
 */
function rankScorer(distribution: Distribution): (value: number) => Score {
  const ascending = [...distribution].sort((left, right) => left.value - right.value);
  const values = ascending.map(({ value }) => value);
  const below = [0];
  for (const { clientCount } of ascending) below.push((below.at(-1) ?? 0) + clientCount);
  const total = below.at(-1) ?? 0;
  return (value) => {
    if (total === 0) return 3;
    const from = below[firstIndex(values, (other) => other >= value)] ?? 0;
    const upTo = below[firstIndex(values, (other) => other > value)] ?? 0;
    return toScore(1 + Math.floor((5 * (from + upTo)) / (2 * total)));
  };
}

/** The first index of ascending values that passes, or their number; a binary search. */
function firstIndex(values: readonly number[], passes: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(values[middle] ?? Number.POSITIVE_INFINITY)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function toScore(score: number): Score {
  if (score <= 1) return 1;
  if (score >= 5) return 5;
  return score === 2 ? 2 : score === 3 ? 3 : 4;
}
