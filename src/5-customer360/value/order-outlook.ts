/** What is foretold of a client's orders in a span of weeks: the mean, the chance of none, and how far the rest strays. */
import type { BuyingHistory } from './buying-history.ts';
import { lnGamma } from './special-functions.ts';
import type { TimingModel } from './timing-model.ts';

export interface OrderOutlook {
  readonly expected: number;
  /** Probability of no order at all. */
  readonly none: number;
  /** Shape of the negative binomial of the orders beyond the first, where there is one: the smaller, the wider. */
  readonly shape: number;
}

export interface WeightedModel {
  readonly model: TimingModel;
  readonly weight: number;
}

/** The mixture's outlook over `weeks`. The chance of none is exact: the likelihood of a longer silence over that of the present one. */
export function outlookOf(
  { members, dispersion }: { readonly members: readonly WeightedModel[]; readonly dispersion: number },
  history: BuyingHistory,
  weeks: number,
): OrderOutlook {
  return {
    expected: meanOf(members, ({ expectedOrders }) => expectedOrders(history, weeks)),
    none: silenceOf(members, history)(weeks),
    shape: dispersion * (1 + history.repeats),
  };
}

/** What the models of some weight say on average; the weights sum to 1. */
export function meanOf(members: readonly WeightedModel[], say: (model: TimingModel) => number): number {
  let mean = 0;
  for (const { model, weight } of members) if (weight > 0) mean += weight * say(model);
  return mean;
}

/** The outlook of a client who comes back `lift` times as often as foretold; see return-calibration.ts. */
export function lifted({ expected, none, shape }: OrderOutlook, lift: number): OrderOutlook {
  return { expected: expected * lift, none: Math.max(0, 1 - lift * (1 - none)), shape };
}

/** The probability that the client orders nothing in the next so many weeks, asked for any number of weeks. */
export function silenceOf(members: readonly WeightedModel[], history: BuyingHistory): (weeks: number) => number {
  const heard = members.filter(({ weight }) => weight > 0);
  const present = heard.map(({ model }) => model.logLikelihood(history));
  return (weeks) => {
    const silent = { ...history, ageWeeks: history.ageWeeks + weeks };
    let none = 0;
    for (const [index, { model, weight }] of heard.entries()) {
      none += weight * Math.exp(model.logLikelihood(silent) - (present[index] ?? 0));
    }
    return Math.min(1, none);
  };
}

/** Probability of exactly `orders` orders: none, or one and a negative binomial of the same mean beyond it. */
export function chanceOf({ expected, none, shape }: OrderOutlook, orders: number): number {
  if (orders === 0) return none;
  const beyond = meanBeyondFirst(expected, none);
  const more = orders - 1;
  if (beyond <= 1e-9) return more === 0 ? 1 - none : 0;
  const ln =
    lnGamma(shape + more) -
    lnGamma(shape) -
    lnGamma(more + 1) +
    shape * Math.log(shape / (shape + beyond)) +
    more * Math.log(beyond / (shape + beyond));
  return (1 - none) * Math.exp(ln);
}

/** Orders beyond the first, in the mean of the cases with one. */
export function meanBeyondFirst(expected: number, none: number): number {
  return none >= 1 ? 0 : Math.max(0, expected / (1 - none) - 1);
}
