/**
 * MBG/NBD with a steady core: a share of the clients, `core`, orders at Gamma(r₂, α₂) rates and does not leave; the others
 * follow the MBG/NBD. A latent class of two in the manner of Ehrenberg's NBD (1959) beside Batislam et al. (2007). The plain
 * models let everybody leave in the end and sell the far months too low; on the estate's own last months the likelihood says
 * whether this holds there (docs/decisions).
 */
import { mbgNbdFamily } from './bg-nbd.ts';
import type { BuyingHistory } from './buying-history.ts';
import { lnGamma, lnSum, remembered } from './special-functions.ts';
import type { TimingFamily, TimingModel } from './timing-model.ts';

export const steadyCoreFamily: TimingFamily = {
  name: 'steady_core',
  parameterNames: ['r', 'alpha', 'a', 'b', 'coreOdds', 'coreR', 'coreAlpha'],
  starts: [[0.7, 12, 0.8, 2.5, 0.2, 1, 15]],
  model: steadyCore,
};

/** `given`: r, α, a, b of those who may leave; the odds of being of the core; r₂ and α₂ of the core. Weeks. */
function steadyCore(given: readonly number[]): TimingModel {
  const [coreOdds = 1, coreR = 1, coreAlpha = 1] = given.slice(4);
  const passing = mbgNbdFamily.model(given.slice(0, 4));
  const lnCore = Math.log(coreOdds / (1 + coreOdds)) + coreR * Math.log(coreAlpha) - lnGamma(coreR);
  const lnPassing = -Math.log1p(coreOdds);
  const lnOrders = remembered((repeats) => lnGamma(coreR + repeats));
  const coreLikelihood = ({ repeats, ageWeeks }: BuyingHistory): number =>
    lnCore + lnOrders(repeats) - (coreR + repeats) * Math.log(coreAlpha + ageWeeks);
  const coreShare = (history: BuyingHistory): number =>
    1 / (1 + Math.exp(lnPassing + passing.logLikelihood(history) - coreLikelihood(history)));
  return {
    name: 'steady_core',
    parameters: { ...passing.parameters, coreOdds, coreR, coreAlpha },
    logLikelihood: (history) => lnSum(coreLikelihood(history), lnPassing + passing.logLikelihood(history)),
    aliveProbability: (history) => {
      const core = coreShare(history);
      return core + (1 - core) * passing.aliveProbability(history);
    },
    expectedOrders: (history, weeks) => {
      const core = coreShare(history);
      const steady = ((coreR + history.repeats) / (coreAlpha + history.ageWeeks)) * weeks;
      return core * steady + (1 - core) * passing.expectedOrders(history, weeks);
    },
  };
}
