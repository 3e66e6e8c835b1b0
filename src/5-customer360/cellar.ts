/** What is probably left of each wine in a client's cellar, and when it runs out. Source: evaluation.md, 3. */
import { addDays, type Day, daysBetween } from '../values/day.ts';
import { decimalScale } from '../values/decimal.ts';
import { minimumPurchases } from './rhythm.ts';
import type { WinePurchase } from './purchases.ts';

export interface CellarWine {
  readonly wineKey: string;
  /** One digit, never below zero. */
  readonly bottlesLeft: number;
  readonly lastBoughtOn: Day;
  /** In the past when it is probably all drunk. */
  readonly runsOutOn: Day;
}

export interface CellarFacts {
  readonly purchases: readonly WinePurchase[];
  readonly orderCount: number;
  /** The client's gap between purchases, in days; null when unknown. */
  readonly gapDays: number | null;
  readonly asOf: Day;
}

/** The most recent ones; a page is no inventory. */
const longestList = 20;

/**
 * The cellar of one client, fullest first; null below three orders, where a rate of drinking would be a guess.
 * A wine bought on several days is drunk at the rate it was bought before the last of them; one bought once is supposed
 * to last until the client usually comes back.
 */
export function clientCellar({ purchases, orderCount, gapDays, asOf }: CellarFacts): readonly CellarWine[] | null {
  if (orderCount < minimumPurchases || gapDays === null) return null;
  return purchases
    .filter(({ bottles }) => bottles > 0)
    .sort(byLatest)
    .slice(0, longestList)
    .map((purchase) => leftOf(purchase, gapDays, asOf))
    .sort((left, right) => right.bottlesLeft - left.bottlesLeft || (left.wineKey < right.wineKey ? -1 : 1));
}

function leftOf(purchase: WinePurchase, gapDays: number, asOf: Day): CellarWine {
  const perDay = bottlesPerDay(purchase, gapDays);
  const bottles = purchase.bottles / decimalScale;
  const left = Math.max(0, bottles - perDay * daysBetween(purchase.firstOn, asOf));
  return {
    wineKey: purchase.wineKey,
    bottlesLeft: Math.round(left * 10) / 10,
    lastBoughtOn: purchase.lastOn,
    runsOutOn: addDays(purchase.firstOn, Math.round(bottles / perDay)),
  };
}

function bottlesPerDay({ bottles, lastBottles, firstOn, lastOn }: WinePurchase, gapDays: number): number {
  const daysOfBuying = daysBetween(firstOn, lastOn);
  const boughtBefore = bottles - lastBottles;
  // Returns may have taken back more than was bought before the last day: then the last purchase alone is looked at.
  if (daysOfBuying > 0 && boughtBefore > 0) return boughtBefore / decimalScale / daysOfBuying;
  return bottles / decimalScale / (daysOfBuying + Math.max(1, gapDays));
}

function byLatest(left: WinePurchase, right: WinePurchase): number {
  if (left.lastOn !== right.lastOn) return left.lastOn < right.lastOn ? 1 : -1;
  return left.wineKey < right.wineKey ? -1 : 1;
}
