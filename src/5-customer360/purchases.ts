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
}

/** What a client bought of one wine, whatever the vintage and format, returns taken off. */
export interface WinePurchase {
  readonly wineKey: string;
  readonly bottles: Decimal4;
  readonly firstOn: Day;
  readonly lastOn: Day;
  /** Bottles of the last day it was bought. */
  readonly lastBottles: Decimal4;
}

/** The purchases that count for tastes and shares: money remained, after returns. */
export function keptPurchases(purchases: readonly ProduitPurchase[]): readonly ProduitPurchase[] {
  return purchases.filter(({ netHt }) => netHt > 0);
}
