/**
 * BG/NBD (Fader, Hardie, Lee 2005, "Counting your customers" the easy way, Marketing Science 24) and MBG/NBD (Batislam,
 * Denizel, Filiztekin 2007, IJRM 24): a client orders at their own Poisson rate, rates being Gamma(r, α) over clients, and
 * after each order leaves with their own probability, these being Beta(a, b). In the MBG/NBD the first order counts as such
 * a moment too, so that a client who never came back may be gone; in the BG/NBD they never are.
 */
import type { BuyingHistory } from './buying-history.ts';
import { hypergeometric, lnBeta, lnGamma, lnSum, remembered } from './special-functions.ts';
import type { TimingFamily, TimingModel } from './timing-model.ts';

const parameterNames = ['r', 'alpha', 'a', 'b'] as const;
/** Weeks; an order every half year or so and one client in four leaving, then a livelier and more loyal estate. */
const starts = [
  [0.7, 12, 0.8, 2.5],
  [0.3, 5, 0.3, 1],
] as const;

export const bgNbdFamily: TimingFamily = {
  name: 'bg_nbd',
  parameterNames,
  starts,
  model: (given) => bgNbd(given, 'bg_nbd'),
};
export const mbgNbdFamily: TimingFamily = {
  name: 'mbg_nbd',
  parameterNames,
  starts,
  model: (given) => bgNbd(given, 'mbg_nbd'),
};

/** `given`: r, α (weeks), a, b. With b + 1 in place of b the formulas of one model are those of the other. */
function bgNbd(given: readonly number[], name: 'bg_nbd' | 'mbg_nbd'): TimingModel {
  const [r = 1, alpha = 1, a = 1, b = 1] = given;
  const mayLeaveAtFirst = name === 'mbg_nbd';
  const stayed = mayLeaveAtFirst ? b + 1 : b;
  const constant = r * Math.log(alpha) - lnGamma(r) - lnBeta(a, b);
  const lnOrders = remembered((repeats) => lnGamma(r + repeats) + lnBeta(a, stayed + repeats));
  /** ln of the odds that the client is gone: a / (b + x − 1) · ((α + T) / (α + t_x))^(r + x). */
  const lnGoneOdds = ({ repeats, lastWeek, ageWeeks }: BuyingHistory): number => {
    if (repeats === 0 && !mayLeaveAtFirst) return -Infinity;
    return Math.log(a / (stayed + repeats - 1)) + (r + repeats) * Math.log((alpha + ageWeeks) / (alpha + lastWeek));
  };
  const aliveProbability = (history: BuyingHistory): number => 1 / (1 + Math.exp(lnGoneOdds(history)));
  return {
    name,
    parameters: { r, alpha, a, b },
    aliveProbability,
    logLikelihood: (history) => {
      const shape = r + history.repeats;
      const alive = constant + lnOrders(history.repeats) - shape * Math.log(alpha + history.ageWeeks);
      return alive + lnSum(0, lnGoneOdds(history));
    },
    expectedOrders: (history, weeks) =>
      aliveProbability(history) * ordersWhileAlive({ r, alpha, a, stayed }, history, weeks),
  };
}

interface Shape {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly stayed: number;
}

/**
 * Equation 10 of the paper without its denominator: (a+b+x−1)/(a−1) · [1 − (1−z)^(r+x) ₂F₁(r+x, b+x; a+b+x−1; z)] with
 * z = t/(α+T+t). Euler's transformation turns the product into (1−z)^(a−1) ₂F₁(a+b−1−r, a−1; a+b+x−1; z), which stays
 * small for a client of five hundred orders.
 */
function ordersWhileAlive({ r, alpha, a, stayed }: Shape, history: BuyingHistory, weeks: number): number {
  const leaving = awayFrom(a, 1);
  const top = awayFrom(leaving + stayed + history.repeats - 1, 0);
  const z = weeks / (alpha + history.ageWeeks + weeks);
  const stays = (1 - z) ** (leaving - 1) * hypergeometric(leaving + stayed - 1 - r, leaving - 1, top, z);
  return (top / (leaving - 1)) * (1 - stays);
}

/** The formula has a removable hole there: a hair's breadth beside it costs nine digits of sixteen. */
function awayFrom(value: number, hole: number): number {
  return Math.abs(value - hole) < 1e-7 ? hole + 1e-7 : value;
}
