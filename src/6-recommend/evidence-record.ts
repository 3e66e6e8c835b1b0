/** Evidence as it is kept beside a recommendation: keys and days with which its lines can be found again. */
import { fromDayNumber } from '../values/day.ts';
import type { Evidence } from './candidate.ts';
import type { Purchase } from './client-view.ts';
import type { CommonGround } from './common-ground.ts';

/** A flat record of plain values; days as `YYYY-MM-DD`. */
export function evidenceRecord(evidence: Evidence): Readonly<Record<string, unknown>> {
  if (evidence.kind === 'bought') return { kind: evidence.kind, ...purchaseRecord(evidence.purchase) };
  if (evidence.kind === 'bought_together') {
    const { kind, clients, baskets, lift } = evidence;
    return { kind, clients, baskets, lift: Math.round(lift * 100) / 100, ...purchaseRecord(evidence.with) };
  }
  if ('shared' in evidence) {
    const { shared, ...words } = evidence;
    return { ...words, ...(shared ? sharedRecord(shared) : {}) };
  }
  return evidence;
}

function sharedRecord({ common, name, bottles, firstDay, lastDay }: CommonGround): Readonly<Record<string, unknown>> {
  return { common, name, bottles, firstOn: fromDayNumber(firstDay), lastOn: fromDayNumber(lastDay) };
}

function purchaseRecord(purchase: Purchase): Readonly<Record<string, unknown>> {
  return {
    boughtWineKey: purchase.wine.wineKey,
    boughtProduitKey: purchase.produit.produitKey,
    bottles: purchase.bottles,
    orders: purchase.orders,
    firstOn: fromDayNumber(purchase.firstDay),
    lastOn: fromDayNumber(purchase.lastDay),
    lastBottles: purchase.lastBottles,
  };
}
