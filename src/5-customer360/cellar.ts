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
/** A wine bought once in many years is not drunk over as many: nobody is supposed to keep a purchase for longer than this. */
const longestGaps = 2;

/**
 * The cellar of one client, fullest first; null below three orders, where a rate of drinking would be a guess.
 * A wine bought on several days is drunk at the rate it was bought before the last of them, so that only the last purchase
 * is left to drink, and that within two of the client's gaps; one bought once is supposed to last one gap.
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
  // Bottles that came back later are off the last purchase first.
  const lastBottles = Math.min(purchase.bottles, purchase.lastBottles) / decimalScale;
  const lastsDays = daysOfDrinking(purchase, lastBottles, gapDays);
  const left = lastBottles * (1 - daysBetween(purchase.lastOn, asOf) / lastsDays);
  return {
    wineKey: purchase.wineKey,
    bottlesLeft: Math.round(Math.max(0, left) * 10) / 10,
    lastBoughtOn: purchase.lastOn,
    runsOutOn: addDays(purchase.lastOn, Math.round(lastsDays)),
  };
}

/** How many days the last purchase lasts. */
function daysOfDrinking({ bottles, firstOn, lastOn }: WinePurchase, lastBottles: number, gapDays: number): number {
  const gap = Math.max(1, gapDays);
  const boughtBefore = bottles / decimalScale - lastBottles;
  if (boughtBefore <= 0) return gap;
  return Math.min((lastBottles * daysBetween(firstOn, lastOn)) / boughtBefore, longestGaps * gap);
}

function byLatest(left: WinePurchase, right: WinePurchase): number {
  if (left.lastOn !== right.lastOn) return left.lastOn < right.lastOn ? 1 : -1;
  return left.wineKey < right.wineKey ? -1 : 1;
}
