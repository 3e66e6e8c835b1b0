/**
 * Whole orders a customer, off the least in absolute value while their total stays the expected one. Without the condition the
 * best are the medians, nearly all nought; with it, by Lagrange, they are the same quantile τ of every customer's distribution.
 */
import { chanceOf, type OrderOutlook } from '../../src/5-customer360/value/order-outlook.ts';

const mostOrders = 200;

/** The counts, and τ. */
export function leastErrorCounts(outlooks: readonly OrderOutlook[]): { counts: readonly number[]; quantile: number } {
  const cumulated = outlooks.map(cumulate);
  const countsAt = (quantile: number): readonly number[] =>
    cumulated.map((shares) => {
      const reached = shares.findIndex((share) => share >= quantile);
      return reached < 0 ? shares.length : reached;
    });
  const wanted = sum(outlooks.map((outlook) => outlook.expected));
  let [low, high] = [0.3, 0.999];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (sum(countsAt(middle)) < wanted) low = middle;
    else high = middle;
  }
  return { counts: countsAt(high), quantile: high };
}

function cumulate(outlook: OrderOutlook): readonly number[] {
  const shares: number[] = [];
  for (let orders = 0, reached = 0; orders < mostOrders && reached < 0.9995; orders++) {
    reached += chanceOf(outlook, orders);
    shares.push(reached);
  }
  return shares;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
