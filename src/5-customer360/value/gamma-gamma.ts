/**
 * What a client spends an order: the Gamma-Gamma model (Fader, Hardie 2013, "The Gamma-Gamma model of monetary value"). One
 * client's orders are Gamma(p, ν), and ν is Gamma(q, γ) over clients; it holds only while spend and frequency are unrelated.
 */
import { exact, minimise, swift } from './minimise.ts';
import { lnGamma } from './special-functions.ts';

export interface SpendHistory {
  /** Orders the mean is taken over, at least one. */
  readonly orders: number;
  /** Euros an order, above 0. */
  readonly meanSpend: number;
}

export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

/** Maximum likelihood; with `prior` 'weak' the logarithms of p and q are drawn towards 4, so that ten orders give no wild tail. */
export function fitGammaGamma(spends: readonly SpendHistory[], prior: 'none' | 'weak'): GammaGamma {
  const average = spends.reduce((sum, one) => sum + one.meanSpend, 0) / Math.max(1, spends.length);
  const start = [Math.log(4), Math.log(4), Math.log(Math.max(average, 1e-6))];
  const cost = (logs: readonly number[]): number => {
    const pull =
      prior === 'none' ? 0 : logs.reduce((sum, value, index) => sum + ((value - (start[index] ?? 0)) / 2) ** 2 / 2, 0);
    return pull - spendLikelihood(fromLogs(logs), spends);
  };
  return fromLogs(minimise(cost, start, prior === 'none' ? exact : swift).point);
}

/** The log-likelihood of all the means together. */
export function spendLikelihood({ p, q, gamma }: GammaGamma, spends: readonly SpendHistory[]): number {
  const constant = q * Math.log(gamma) - lnGamma(q);
  let total = 0;
  for (const { orders, meanSpend } of spends) {
    const shape = p * orders;
    total +=
      constant +
      lnGamma(shape + q) -
      lnGamma(shape) +
      (shape - 1) * Math.log(meanSpend) +
      shape * Math.log(orders) -
      (shape + q) * Math.log(gamma + orders * meanSpend);
  }
  return total;
}

/** Expected euros of the client's next order: their mean and the estate's, weighed by how many orders speak. */
export function expectedSpend({ p, q, gamma }: GammaGamma, { orders, meanSpend }: SpendHistory): number {
  return (p * (gamma + orders * meanSpend)) / (p * orders + q - 1);
}

function fromLogs([p = 0, q = 0, gamma = 0]: readonly number[]): GammaGamma {
  return { p: Math.exp(p), q: Math.exp(q), gamma: Math.exp(gamma) };
}
