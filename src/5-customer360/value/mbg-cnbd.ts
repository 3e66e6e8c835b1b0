/**
 * MBG/CNBD-k (Platzer and Reutterer 2016, "Ticking away the moments", Marketing Science 35): as the MBG/NBD, but the gaps of a
 * client are Erlang-k instead of exponential, so that an order just made makes the next one unlikely, and one long overdue
 * makes a farewell likely. k = 1 is the MBG/NBD. An order is the last of k unseen stages, each passed at the client's rate.
 */
import type { BuyingHistory } from './buying-history.ts';
import { lnBeta, lnGamma, lnSum, remembered } from './special-functions.ts';
import type { TimingFamily, TimingModel, TimingModelName } from './timing-model.ts';

export const mbgCnbd2Family = mbgCnbdFamily('mbg_cnbd_2', 2);
export const mbgCnbd4Family = mbgCnbdFamily('mbg_cnbd_4', 4);

/** The family of one k. Its α is in weeks a stage: k of them are an order. */
export function mbgCnbdFamily(name: TimingModelName, k: number): TimingFamily {
  return {
    name,
    parameterNames: ['r', 'alpha', 'a', 'b'],
    starts: [[0.7, 12 / k, 0.8, 2.5]],
    model: (given) => mbgCnbd(given, name, k),
  };
}

/** `given`: r, α (weeks), a, b. */
function mbgCnbd(given: readonly number[], name: TimingModelName, k: number): TimingModel {
  const [r = 1, alpha = 1, a = 1, b = 1] = given;
  const constant = r * Math.log(alpha) - lnGamma(r) - lnBeta(a, b);
  const lnOrders = remembered((repeats) => lnGamma(r + k * repeats) + lnBeta(a, b + repeats + 1));
  const lnStage = lnGamma(k);
  const lnLeft = remembered((repeats) => Math.log(a / (b + repeats)));
  /** ln of the likelihood of a living client over what both have in common, and of one who left after the last order. */
  const lnAlive = ({ repeats, lastWeek, ageWeeks }: BuyingHistory): number => {
    const [shape, lived] = [r + k * repeats, alpha + ageWeeks];
    return lnSilent({ shape, lived, silent: ageWeeks - lastWeek, k }) - shape * Math.log(lived);
  };
  const lnGone = ({ repeats, lastWeek }: BuyingHistory): number =>
    lnLeft(repeats) - (r + k * repeats) * Math.log(alpha + lastWeek);
  const aliveProbability = (history: BuyingHistory): number => 1 / (1 + Math.exp(lnGone(history) - lnAlive(history)));
  return {
    name,
    parameters: { r, alpha, a, b },
    aliveProbability,
    logLikelihood: (history) => {
      const gaps = (k - 1) * (history.lnGaps ?? 0) - history.repeats * lnStage;
      return constant + gaps + lnOrders(history.repeats) + lnSum(lnAlive(history), lnGone(history));
    },
    expectedOrders: (history, weeks) =>
      aliveProbability(history) * ordersWhileAlive({ r, alpha, a, b, k }, history, weeks),
  };
}

interface Silence {
  /** r + kx. */
  readonly shape: number;
  /** α + T. */
  readonly lived: number;
  readonly silent: number;
  readonly k: number;
}

/** ln of Σ over the stages j < k passed since the last order of s^j / j! · (r + kx) … (r + kx + j − 1) / (α + T)^j. */
function lnSilent({ shape, lived, silent, k }: Silence): number {
  let term = 1;
  let sum = 1;
  for (let stage = 1; stage < k; stage++) {
    term *= (silent * (shape + stage - 1)) / (stage * lived);
    sum += term;
  }
  return Math.log(sum);
}

interface Shape {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly k: number;
}

/** What lies beyond is less than a millionth of an order. */
const negligible = 1e-9;

/**
 * With j stages passed since the last order the client's rate is Gamma(r + kx + j, α + T), the stages of the coming weeks
 * are negative binomial, and the n-th order comes when there are nk − j of them and n − 1 orders were survived:
 * Σⱼ P(j) Σₙ P(stages ≥ nk − j) E[(1 − p)^(n−1)], the paper's expectation without its approximation.
 */
function ordersWhileAlive({ r, alpha, a, b, k }: Shape, history: BuyingHistory, weeks: number): number {
  const { repeats, lastWeek, ageWeeks } = history;
  const lived = alpha + ageWeeks;
  let [stageWeight, weights, orders] = [1, 0, 0];
  for (let stage = 0; stage < k; stage++) {
    const shape = r + k * repeats + stage;
    if (stage > 0) stageWeight *= ((ageWeeks - lastWeek) * (shape - 1)) / (stage * lived);
    if (stageWeight <= 0) break;
    weights += stageWeight;
    orders += stageWeight * ordersFrom({ shape, share: weeks / (lived + weeks), stage, k, a, stays: b + repeats + 1 });
  }
  return orders / weights;
}

interface Stages {
  /** Of the negative binomial of the coming stages, and its share of a further one. */
  readonly shape: number;
  readonly share: number;
  readonly stage: number;
  readonly k: number;
  readonly a: number;
  readonly stays: number;
}

function ordersFrom({ shape, share, stage, k, a, stays }: Stages): number {
  let lnChance = shape * Math.log1p(-share);
  let reached = 1;
  let survived = 1;
  let orders = 0;
  let order = 1;
  for (let stages = 0; reached > negligible; stages++) {
    // `reached` is P(at least `stages` stages).
    if (stages === order * k - stage) {
      orders += reached * survived;
      survived *= (stays + order - 1) / (a + stays + order - 1);
      order++;
    }
    reached -= Math.exp(lnChance);
    lnChance += Math.log(((shape + stages) / (stages + 1)) * share);
  }
  return orders;
}
