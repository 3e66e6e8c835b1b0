/** What a client's wines taste of: seven axes, weighted by what was spent on each wine. Source: rules.md, Customer 360. */
import type { Decimal4 } from '../values/decimal.ts';
import { type AromaAxis, aromaAxes, keptPurchases, type ProduitPurchase } from './purchases.ts';

export interface Taste extends Partial<Readonly<Record<AromaAxis, number>>> {
  /** 0–1, two digits: mean over the axes of the share of spend whose wines say that axis, times orders ÷ (orders + 2). */
  readonly confidence: number;
  readonly level: 'low' | 'medium' | 'high';
  /** How many of the seven axes are known at all. An axis nobody knows is absent, not zero. */
  readonly axes: number;
}

const minimumOrders = 2;
const mediumConfidence = 0.45;
const highConfidence = 0.7;
/** With every axis known: two orders give one half, five give 0.71. */
const ordersForHalf = 2;

/** The taste of one client; null below two orders, or when none of the wines they kept has ever been described. */
export function clientTaste(purchases: readonly ProduitPurchase[], orderCount: number): Taste | null {
  if (orderCount < minimumOrders) return null;
  const kept = keptPurchases(purchases);
  const spent = kept.reduce((sum, { netHt }) => sum + netHt, 0);
  const axes = aromaAxes.map((axis, index) => ({ axis, ...weighAxis(kept, index) }));
  const known = axes.filter(({ described }) => described > 0);
  if (known.length === 0) return null;
  const coverage = known.reduce((sum, { described }) => sum + described / spent, 0) / aromaAxes.length;
  const confidence = Math.round(((coverage * orderCount) / (orderCount + ordersForHalf)) * 100) / 100;
  const values: Partial<Record<AromaAxis, number>> = {};
  for (const { axis, weighed, described } of known) values[axis] = Math.round((weighed / described) * 10_000) / 10_000;
  return { ...values, confidence, level: levelOf(confidence), axes: known.length };
}

/** The spend on wines that say this axis, and their aromas weighted by it. */
function weighAxis(kept: readonly ProduitPurchase[], index: number): { described: Decimal4; weighed: number } {
  let described = 0;
  let weighed = 0;
  for (const { produit, netHt } of kept) {
    const aroma = produit?.aromas[index] ?? null;
    if (aroma === null) continue;
    described += netHt;
    weighed += netHt * aroma;
  }
  return { described, weighed };
}

function levelOf(confidence: number): Taste['level'] {
  if (confidence < mediumConfidence) return 'low';
  return confidence < highConfidence ? 'medium' : 'high';
}
