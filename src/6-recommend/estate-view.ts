/** What the scenarios know of the estate: its wines, what is on sale today, and what sells beside what. Built once a run. */
import type { Settings } from '../estate/settings.ts';
import type { CoPurchase } from './co-purchase.ts';
import type { Popularity } from './popularity.ts';
import { entryLevelPrice, type TierLadder, tierLadder } from './price.ts';
import { currentVintages } from './succession.ts';

/** The seven axes of taste, in the order every list of aromas follows. */
export const aromaAxes = ['fruit', 'floral', 'epice', 'mineral', 'acidite', 'corps', 'tanin'] as const;

/** A cuvée whatever its vintage and format. What the exports never say is null. */
export interface EstateWine {
  /** Its place in `EstateView.wines`, which is in the order of the keys. */
  readonly index: number;
  readonly wineKey: string;
  readonly name: string;
  readonly family: string | null;
  readonly subFamily: string | null;
  readonly category: string | null;
  readonly grape: string | null;
  readonly sweetness: string | null;
  readonly colour: string | null;
  readonly tier: string | null;
  readonly aromas: readonly (number | null)[];
}

/** A wine of one vintage in one format. */
export interface EstateProduit {
  readonly index: number;
  readonly produitKey: string;
  readonly wine: EstateWine;
  readonly label: string;
  readonly millesime: number | null;
  readonly format: string;
  /** The price list's price; null where it has none. Never replaced by a guess: this one is printed. */
  readonly prixTtc: number | null;
  /** For one 75-cl equivalent: of the price list, else as last sold. */
  readonly price75clTtc: number | null;
  readonly isActive: boolean;
  /** Bottles in stock minus the reserve; null when the estate's stock does not name the product. */
  readonly freeBottles: number | null;
  /** The first day it was sold, as far as the sales go back. */
  readonly firstSoldDay: number | null;
}

/** The numbers of the settings that this room decides by. */
export type Rules = Pick<Settings, 'scenarios' | 'weights' | 'guardrails'>;

/** What `buildEstateView` is given; every list in the order of its keys. */
export interface EstateFacts {
  readonly asOfDay: number;
  readonly rules: Rules;
  readonly wines: readonly EstateWine[];
  readonly produits: readonly EstateProduit[];
  /** Sold-out product → the one to offer instead. */
  readonly successions: ReadonlyMap<string, string>;
  /** Whether the estate exports its stock at all. */
  readonly isStockKnown: boolean;
  readonly popularity: Popularity;
  readonly coPurchase: CoPurchase;
}

export interface EstateView extends EstateFacts {
  /** By wine: its products on sale, newest vintage first, the 75-cl bottle before other formats. */
  readonly shelves: readonly (readonly EstateProduit[])[];
  /** The product to offer to who bought this one: itself while on sale, else along the successions. By product. */
  readonly currentVintages: readonly (EstateProduit | undefined)[];
  /** Wines with something on sale, the most asked for first. */
  readonly winesOnSale: readonly EstateWine[];
  /** The family key of each wine, or null: see `familyKey`. */
  readonly hasSeveralFamilies: boolean;
  readonly entryLevelPrice75clTtc: number | null;
  readonly tiers: TierLadder;
  /** The largest aroma value of the estate: exports use 0–1, 0–5, 0–10 or 0–100. Null when none is known. */
  readonly aromaScale: number | null;
}

/** Two spellings of a family, a grape or a sweetness are one word: ` Crémant` = `crémant`. */
export function wordKey(word: string | null): string | null {
  const key = word?.trim().toLowerCase() ?? '';
  return key === '' ? null : key;
}

/** The view from the facts: what is on sale, and the orders and scales that depend on it. */
export function buildEstateView(facts: EstateFacts): EstateView {
  const onSale = facts.produits.filter((produit) => isOnSale(produit, facts.isStockKnown));
  const shelves: EstateProduit[][] = facts.wines.map(() => []);
  for (const produit of onSale) shelves[produit.wine.index]?.push(produit);
  for (const shelf of shelves) shelf.sort(byShelfOrder);
  const winesOnSale = facts.wines.filter((wine) => (shelves[wine.index]?.length ?? 0) > 0);
  const families = new Set(winesOnSale.map((wine) => wordKey(wine.family)).filter((family) => family !== null));
  return {
    ...facts,
    shelves,
    currentVintages: currentVintages(facts.produits, facts.successions, shelves),
    winesOnSale: winesOnSale.sort((a, b) => byPopularity(facts.popularity.overall.percentiles, a, b)),
    hasSeveralFamilies: families.size > 1,
    entryLevelPrice75clTtc: entryLevelPrice(onSale),
    tiers: tierLadder(onSale),
    aromaScale: largestAroma(facts.wines),
  };
}

/**
 * Active, and with free bottles. An estate that exports no stock at all is taken at its price list's word; one that does
 * has none of what the export does not name (rules.md: "product active, stock minus reserve available").
 */
function isOnSale(produit: EstateProduit, isStockKnown: boolean): boolean {
  if (!produit.isActive) return false;
  return !isStockKnown || (produit.freeBottles ?? 0) >= 1;
}

function byShelfOrder(a: EstateProduit, b: EstateProduit): number {
  return (
    (b.millesime ?? 0) - (a.millesime ?? 0) ||
    Number(b.format === '75CL') - Number(a.format === '75CL') ||
    a.index - b.index
  );
}

/** The most asked for first, in the order of the keys where nothing tells two wines apart. */
export function byPopularity(percentiles: Float64Array, a: EstateWine, b: EstateWine): number {
  return (percentiles[b.index] ?? 0) - (percentiles[a.index] ?? 0) || a.index - b.index;
}

/** The product of a wine to offer in a format, else in 75 cl, else the first of the shelf. Undefined: nothing on sale. */
export function onShelf(estate: EstateView, wine: EstateWine, format = '75CL'): EstateProduit | undefined {
  const shelf = estate.shelves[wine.index] ?? [];
  return (
    shelf.find((produit) => produit.format === format) ?? shelf.find((produit) => produit.format === '75CL') ?? shelf[0]
  );
}

function largestAroma(wines: readonly EstateWine[]): number | null {
  let largest = 0;
  for (const wine of wines) for (const aroma of wine.aromas) largest = Math.max(largest, aroma ?? 0);
  return largest > 0 ? largest : null;
}
