/** Between which sums a client's coming months lie four times in five. */
import { meanBeyondFirst, type OrderOutlook } from './order-outlook.ts';
import type { SpendOutlook } from './spend-model.ts';
import { normalQuantile } from './special-functions.ts';

export interface ValueInterval {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

const lowShare = 0.1;
const highShare = 0.9;

/**
 * The sum is nothing with the chance of no order, else log-normal with the mean and the variance of a random number of orders
 * of uncertain size: no simulation, so the same client has the same interval wherever they are asked about.
 */
export function valueInterval(orders: OrderOutlook, spend: SpendOutlook): ValueInterval {
  const beyond = meanBeyondFirst(orders.expected, orders.none);
  const count = 1 + beyond;
  const countVariance = beyond + beyond ** 2 / orders.shape;
  const mean = count * spend.mean;
  const variance =
    count * spend.orderVariance + (count ** 2 + countVariance) * spend.meanVariance + countVariance * spend.mean ** 2;
  const spread = Math.log1p(variance / mean ** 2);
  const quantile = (share: number): number => {
    if (share <= orders.none || mean <= 0) return 0;
    const within = (share - orders.none) / (1 - orders.none);
    return mean * Math.exp(Math.sqrt(spread) * normalQuantile(within) - spread / 2);
  };
  return { low: quantile(lowShare), expected: orders.expected * spend.mean, high: quantile(highShare) };
}
