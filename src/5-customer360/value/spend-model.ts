/** What an order of a client brings: Gamma-Gamma where spend and frequency are unrelated, else the client's mean drawn to that of their like. */
import { expectedSpend, fitGammaGamma, type GammaGamma, type SpendHistory } from './gamma-gamma.ts';

/** Euros an order: the mean, and the variances of one order and of what is not known of the mean. */
export interface SpendOutlook {
  readonly mean: number;
  readonly orderVariance: number;
  readonly meanVariance: number;
}

export interface SpendModel {
  readonly summary: Readonly<Record<string, unknown>>;
  /** Null: nothing spent is known, the estate's mean. */
  readonly spendOf: (history: SpendHistory | null) => SpendOutlook;
}

/** Gamma-Gamma assumes none; from here on it is given up (evaluation.md, 3). */
const largestCorrelation = 0.3;

/** From clients with a positive mean spend; the correlation is taken over those who came back. */
export function fitSpend(spends: readonly SpendHistory[]): SpendModel {
  const correlation = correlationOf(spends.filter((one) => one.orders > 1));
  return Math.abs(correlation) < largestCorrelation
    ? gammaGammaModel(fitGammaGamma(spends, 'weak'), correlation)
    : shrunkModel(spends, correlation);
}

function gammaGammaModel(fitted: GammaGamma, correlation: number): SpendModel {
  const { p, q, gamma } = fitted;
  return {
    summary: { model: 'gamma_gamma', p, q, gamma, correlation },
    spendOf: (history) => {
      const known = history ?? { orders: 0, meanSpend: 0 };
      const mean = expectedSpend(fitted, known);
      // ν is Gamma(q + p·x, γ + x·z̄): the variances exist from a shape of 2 on.
      const shape = Math.max(2.1, q + p * known.orders);
      return {
        mean,
        orderVariance: (mean ** 2 * (shape - 1)) / (p * (shape - 2)),
        meanVariance: mean ** 2 / (shape - 2),
      };
    },
  };
}

/**
 * The mean of a client is drawn to that of clients with as many orders, for who orders each month spends less a time than who
 * orders each year. Both come from least squares over the clients: mean spend on ln(orders), then its squared residuals on
 * 1/orders, whose two terms are the variance between clients and that between the orders of one. The quotient of these says
 * how many orders the estate's word is worth (Bühlmann 1967, credibility).
 */
function shrunkModel(spends: readonly SpendHistory[], correlation: number): SpendModel {
  const byOrders = leastSquares(spends.map(({ orders, meanSpend }) => [Math.log(orders), meanSpend]));
  const average = byOrders.atMean;
  const usual = (orders: number): number =>
    Math.max(average / 5, byOrders.intercept + byOrders.slope * Math.log(Math.max(1, orders)));
  const spread = leastSquares(
    spends.map(({ orders, meanSpend }) => [1 / orders, (meanSpend / usual(orders) - 1) ** 2]),
  );
  const within = Math.max(spread.slope, spread.atMean / 10);
  const between = Math.max(spread.intercept, spread.atMean / 10);
  const shrinkage = within / between;
  return {
    summary: { model: 'shrunk_mean', estate: average, shrinkage, correlation, within, between },
    spendOf: (history) => {
      const count = history?.orders ?? 0;
      const target = history === null ? average : usual(count);
      const mean = (count * (history?.meanSpend ?? 0) + shrinkage * target) / (count + shrinkage);
      return { mean, orderVariance: within * mean ** 2, meanVariance: (within * mean ** 2) / (count + shrinkage) };
    },
  };
}

/** The line of y over x: its intercept, its slope, and the mean of y. Flat where x does not vary. */
function leastSquares(points: readonly (readonly [number, number])[]): {
  readonly intercept: number;
  readonly slope: number;
  readonly atMean: number;
} {
  const count = Math.max(1, points.length);
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  let [both, ofX] = [0, 0];
  for (const [x, y] of points) {
    both += (x - meanX) * (y - meanY);
    ofX += (x - meanX) ** 2;
  }
  const slope = ofX === 0 ? 0 : both / ofX;
  return { intercept: meanY - slope * meanX, slope, atMean: meanY };
}

/** Pearson's, between orders and mean spend; 0 where one of them does not vary. */
function correlationOf(spends: readonly SpendHistory[]): number {
  const count = Math.max(1, spends.length);
  const meanOrders = spends.reduce((sum, one) => sum + one.orders, 0) / count;
  const meanSpend = spends.reduce((sum, one) => sum + one.meanSpend, 0) / count;
  let [both, ofOrders, ofSpend] = [0, 0, 0];
  for (const one of spends) {
    both += (one.orders - meanOrders) * (one.meanSpend - meanSpend);
    ofOrders += (one.orders - meanOrders) ** 2;
    ofSpend += (one.meanSpend - meanSpend) ** 2;
  }
  return ofOrders * ofSpend === 0 ? 0 : both / Math.sqrt(ofOrders * ofSpend);
}
