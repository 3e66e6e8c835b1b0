/** The estate as it stood on an earlier day, from its sales alone: exports tell what is on sale today, not then. */
import { buildEstateView, type EstateView } from '../estate-view.ts';
import type { SalesLedger } from '../sales-ledger.ts';

/** A product nobody has bought for so long was not on sale any more. A year, or wines of one season would vanish. */
export const onSaleWindowDays = 365;
/** An older stock-taking says nothing of that day. */
const freshStockDays = 60;

/**
 * The view as of its own day with on sale what was sold within the year before: a vintage first sold later is unknown, one
 * the list has dropped since is there. Stock counts only where it was counted within sixty days.
 */
export function estateThen(estate: EstateView, ledger: SalesLedger, stockCountedDay: number | null): EstateView {
  const lastSold = lastSoldDays(ledger, estate.produits.length);
  const produits = estate.produits.map((produit) => ({
    ...produit,
    isActive: (lastSold[produit.index] ?? 0) > estate.asOfDay - onSaleWindowDays,
  }));
  const isStockKnown = stockCountedDay !== null && stockCountedDay > estate.asOfDay - freshStockDays;
  return buildEstateView({ ...estate, produits, isStockKnown });
}

function lastSoldDays(ledger: SalesLedger, produitCount: number): Float64Array {
  const days = new Float64Array(produitCount).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < ledger.lineCount; at++) {
    if (ledger.isSale[at] !== 1) continue;
    const produit = ledger.produit[at] ?? 0;
    days[produit] = Math.max(days[produit] ?? 0, ledger.day[at] ?? 0);
  }
  return days;
}
