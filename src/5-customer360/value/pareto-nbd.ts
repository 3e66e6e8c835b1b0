/**
 * Pareto/NBD (Schmittlein, Morrison, Colombo 1987, Management Science 33): a client orders at their own Poisson rate, rates
 * being Gamma(r, α) over clients, and leaves after their own exponential lifetime, whose rate is Gamma(s, β). Formulas as in
 * Fader and Hardie (2005), "A note on deriving the Pareto/NBD model and related expressions".
 */
import type { BuyingHistory } from './buying-history.ts';
import { hypergeometricOfOne, lnDifference, lnGamma, lnSum, remembered } from './special-functions.ts';
import type { TimingFamily, TimingModel } from './timing-model.ts';

export const paretoNbdFamily: TimingFamily = {
  name: 'pareto_nbd',
  parameterNames: ['r', 'alpha', 's', 'beta'],
  starts: [
    [0.7, 12, 0.6, 12],
    [0.7, 8, 1, 30],
  ],
  model: paretoNbd,
};

/** `given`: r, α (weeks), s, β (weeks). */
function paretoNbd(given: readonly number[]): TimingModel {
  const [r = 1, alpha = 1, s = 1, beta = 1] = given;
  const constant = r * Math.log(alpha) + s * Math.log(beta) - lnGamma(r);
  const lnOrders = remembered((repeats) => lnGamma(r + repeats));
  /** From week 0 on, where the fraction is longest: the same for all who ordered once. */
  const tailOfFirst = remembered(() => lnTail({ order: r, s, alpha, beta }, 0));
  const lnAlive = ({ repeats, ageWeeks }: BuyingHistory): number =>
    -(r + repeats) * Math.log(alpha + ageWeeks) - s * Math.log(beta + ageWeeks);
  /** ln of s/(r+s+x)·A₀: what the likelihood owes to a lifetime that ended between the last order and now. */
  const lnGone = ({ repeats, lastWeek, ageWeeks }: BuyingHistory): number => {
    const shape = { order: r + repeats, s, alpha, beta };
    const tail = repeats === 0 ? tailOfFirst(0) : lnTail(shape, lastWeek);
    return Math.log(s / (r + s + repeats)) + lnDifference(tail, lnTail(shape, ageWeeks));
  };
  const aliveProbability = (history: BuyingHistory): number => 1 / (1 + Math.exp(lnGone(history) - lnAlive(history)));
  return {
    name: 'pareto_nbd',
    parameters: { r, alpha, s, beta },
    aliveProbability,
    logLikelihood: (history) => constant + lnOrders(history.repeats) + lnSum(lnAlive(history), lnGone(history)),
    expectedOrders: (history, weeks) => {
      const lived = beta + history.ageWeeks;
      const rate = (r + history.repeats) / (alpha + history.ageWeeks);
      return aliveProbability(history) * rate * lived * powerIntegral(s - 1, Math.log(lived / (lived + weeks)));
    },
  };
}

interface Tail {
  /** r + x. */
  readonly order: number;
  readonly s: number;
  readonly alpha: number;
  readonly beta: number;
}

/**
 * ln of (r+s+x) ∫ from `week` to ∞ of (α+y)^−(r+x) (β+y)^−(s+1) dy, the note's ₂F₁ after Euler's transformation: one of its
 * upper arguments is then 1, and a continued fraction is short however many orders there are.
 */
function lnTail({ order, s, alpha, beta }: Tail, week: number): number {
  const lower = order + s + 1;
  if (alpha >= beta) {
    const series = hypergeometricOfOne(order, lower, (alpha - beta) / (alpha + week));
    return Math.log(series) - order * Math.log(alpha + week) - s * Math.log(beta + week);
  }
  const series = hypergeometricOfOne(s + 1, lower, (beta - alpha) / (beta + week));
  return Math.log(series) - (order - 1) * Math.log(alpha + week) - (s + 1) * Math.log(beta + week);
}

/** (1 − e^(power · ln)) / power, and its limit −ln where the power is nought. */
function powerIntegral(power: number, ln: number): number {
  return Math.abs(power) < 1e-12 ? -ln : -Math.expm1(power * ln) / power;
}
