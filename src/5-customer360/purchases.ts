/** What the nouns of this room read of a client's purchases. Amounts and bottles are in ten-thousandths (values/decimal.ts). */
import type { Day } from '../values/day.ts';
import type { Decimal4 } from '../values/decimal.ts';

/** The seven axes of taste, by the estate's own names (columns `aroma_…` of the catalogue), in the order lists follow. */
export const aromaAxes = ['fruit', 'floral', 'epice', 'mineral', 'acidite', 'corps', 'tanin'] as const;
export type AromaAxis = (typeof aromaAxes)[number];

/** A product as the catalogue knows it; what the exports never say is null. */
export interface CatalogueProduit {
  readonly produitKey: string;
  readonly wineKey: string;
  readonly family: string | null;
  readonly grape: string | null;
  readonly sweetness: string | null;
  readonly colour: string | null;
  readonly format: string | null;
  readonly priceBand: string | null;
  /** One value per axis, in their order. */
  readonly aromas: readonly (number | null)[];
}

/** What a client bought of one product, returns taken off. */
export interface ProduitPurchase {
  /** Undefined: the sales name a product the catalogue has not. */
  readonly produit: CatalogueProduit | undefined;
  readonly netHt: Decimal4;
  readonly netTtc: Decimal4;
  readonly bottles: Decimal4;
  /** 75-cl equivalents. */
  readonly units: Decimal4;
  /** Null when it only ever came back. */
  readonly bought: Bought | null;
}

/** The days of buying: the first, and the last with its bottles. */
export interface Bought {
  readonly firstOn: Day;
  readonly lastOn: Day;
  readonly lastBottles: Decimal4;
}

/** What a client bought of one wine, whatever the vintage and format, returns taken off. */
export interface WinePurchase extends Bought {
  readonly wineKey: string;
  readonly bottles: Decimal4;
}

/** The purchases that count for tastes and shares: money remained, after returns. */
export function keptPurchases(purchases: readonly ProduitPurchase[]): readonly ProduitPurchase[] {
  return purchases.filter(({ netHt }) => netHt > 0);
}

/** The same purchases by wine; what was sent back whole is left out. */
export function winePurchases(purchases: readonly ProduitPurchase[]): readonly WinePurchase[] {
  const wines = new Map<string, WinePurchase>();
  for (const { produit, bottles, bought } of purchases) {
    if (produit === undefined) continue;
    const { wineKey } = produit;
    const known = wines.get(wineKey);
    // What only came back has no day of its own: it only takes bottles off a vintage that was bought.
    if (bought !== null)
      wines.set(wineKey, known === undefined ? { wineKey, bottles, ...bought } : joined(known, bottles, bought));
    else if (known !== undefined) wines.set(wineKey, { ...known, bottles: known.bottles + bottles });
  }
  return [...wines.values()].filter(({ bottles }) => bottles > 0);
}

function joined(wine: WinePurchase, bottles: Decimal4, bought: Bought): WinePurchase {
  const { lastOn, lastBottles } = laterOf(wine, bought);
  return {
    wineKey: wine.wineKey,
    bottles: wine.bottles + bottles,
    firstOn: bought.firstOn < wine.firstOn ? bought.firstOn : wine.firstOn,
    lastOn,
    lastBottles,
  };
}

/** The later last day; the bottles of both when it is the same. */
function laterOf(left: Bought, right: Bought): Pick<Bought, 'lastOn' | 'lastBottles'> {
  if (left.lastOn === right.lastOn) return { lastOn: left.lastOn, lastBottles: left.lastBottles + right.lastBottles };
  return left.lastOn > right.lastOn ? left : right;
}
