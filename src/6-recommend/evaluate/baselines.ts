/** The four simple lists every recommender must beat. Source: evaluation.md, 2. Each gives wines, the best first. */
import type { ClientView, Purchase } from '../client-view.ts';
import { linesOf } from '../sales-ledger.ts';
import type { Origin } from './read-origin.ts';

export const baselineNames = ['best_sellers', 'last_purchase', 'personal_frequency', 'same_season'] as const;
export type BaselineName = (typeof baselineNames)[number];

/** What a baseline is told: the client, the origin, and how long the letter has to bear fruit. */
export interface BaselineQuestion {
  readonly client: ClientView;
  readonly origin: Origin;
  readonly horizonDays: number;
}

export type Baseline = (question: BaselineQuestion) => readonly number[];

/** Where a client's own past does not fill the list, the best sellers do: each baseline is as strong as it can be made. */
export const baselines: Readonly<Record<BaselineName, Baseline>> = {
  best_sellers: bestSellers,
  last_purchase: (question) => [...lastPurchase(question.client), ...bestSellers(question)],
  personal_frequency: (question) => [...personalFrequency(question.client), ...bestSellers(question)],
  same_season: (question) => [...sameSeason(question), ...bestSellers(question)],
};

/** Net bottles of the last twelve months, all clients. */
function bestSellers({ origin }: BaselineQuestion): readonly number[] {
  return origin.estate.winesOnSale.map(({ index }) => index);
}

/** The wines of the last day of buying, the most bottles first, then those of the day before it, and so on. */
function lastPurchase(client: ClientView): readonly number[] {
  return wineOrder(client, (a, b) => b.lastDay - a.lastDay || b.lastBottles - a.lastBottles);
}

/** The wines most often ordered; of two, the one taken last. */
function personalFrequency(client: ClientView): readonly number[] {
  return wineOrder(client, (a, b) => b.orders - a.orders || b.lastDay - a.lastDay || b.bottles - a.bottles);
}

function wineOrder(client: ClientView, compare: (a: Purchase, b: Purchase) => number): readonly number[] {
  const purchases = [...client.purchases.values()];
  return purchases.sort((a, b) => compare(a, b) || a.wine.index - b.wine.index).map(({ wine }) => wine.index);
}

/** What the client took a year ago, in the days the horizon covers now: the most bottles first. */
function sameSeason({ client, origin, horizonDays }: BaselineQuestion): readonly number[] {
  const { ledger, estate } = origin;
  const from = origin.day - 365;
  const bottles = new Map<number, number>();
  const { start, end } = linesOf(ledger, client.clientCode);
  for (let at = start; at < end; at++) {
    const day = ledger.day[at] ?? 0;
    if (day <= from || day > from + horizonDays) continue;
    const wine = estate.produits[ledger.produit[at] ?? 0]?.wine.index ?? -1;
    bottles.set(wine, (bottles.get(wine) ?? 0) + (ledger.milliBottles[at] ?? 0));
  }
  const kept = [...bottles].filter(([, milliBottles]) => milliBottles > 0);
  return kept.sort(([wineA, a], [wineB, b]) => b - a || wineA - wineB).map(([wine]) => wine);
}
