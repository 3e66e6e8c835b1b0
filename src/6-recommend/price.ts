/** Prices as the scenarios compare them: for one 75-cl equivalent, TTC, in euros. */
import type { EstateProduit } from './estate-view.ts';

/** The estate's own tiers, from the cheapest to the dearest. */
export type TierLadder = ReadonlyMap<string, number>;

/**
 * The price under which a wine is entry-level: the median of what is on sale in 75 cl (of everything, where no bottle has
 * a price). Null when no price is known.
 */
export function entryLevelPrice(onSale: readonly EstateProduit[]): number | null {
  const bottles = onSale.filter((produit) => produit.format === '75CL' && produit.price75clTtc !== null);
  const priced = bottles.length > 0 ? bottles : onSale.filter((produit) => produit.price75clTtc !== null);
  return median(priced.flatMap((produit) => produit.price75clTtc ?? []));
}

/**
 * The rank of each `premium_tier` word of the estate, 0 for the cheapest: the words are the estate's, so their order is
 * read from the median price of the wines that carry them.
 */
export function tierLadder(onSale: readonly EstateProduit[]): TierLadder {
  const prices = new Map<string, number[]>();
  for (const { wine, price75clTtc } of onSale) {
    if (wine.tier === null || price75clTtc === null) continue;
    const known = prices.get(wine.tier);
    if (known) known.push(price75clTtc);
    else prices.set(wine.tier, [price75clTtc]);
  }
  const words = [...prices].map(([tier, list]) => ({ tier, price: median(list) ?? 0 }));
  words.sort((a, b) => a.price - b.price || (a.tier < b.tier ? -1 : 1));
  return new Map(words.map(({ tier }, rank) => [tier, rank]));
}

/**
 * How well a price fits a budget, 0 to 1: 1 within 15 % of the client's median either way, then falling with the ratio to
 * 0 where it is about 2.3 times as dear, or as cheap. Null when one of the two is unknown.
 */
export function budgetFit(price: number | null, usualPrice: number | null): number | null {
  if (price === null || usualPrice === null || price <= 0 || usualPrice <= 0) return null;
  const distance = Math.abs(Math.log(price / usualPrice));
  return Math.max(0, 1 - Math.max(0, distance - Math.log(1.15)) / Math.LN2);
}

/** The middle of some numbers, the mean of the two middles when they are even; null of none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
