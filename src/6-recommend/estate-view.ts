/** What the scenarios know of the estate: its wines, what is on sale today, and what sells beside what. Built once a run. */
import type { Settings } from '../estate/settings.ts';
import { fromDayNumber } from '../values/day.ts';
import { foldUpper } from '../values/fold.ts';
import type { CoPurchase } from './co-purchase.ts';
import type { Popularity, Ranking } from './popularity.ts';
import { entryLevelPrice, tierLadder } from './price.ts';
import { type Season, seasonOf } from './season.ts';
import { currentVintages } from './succession.ts';

/** A cuvée as the warehouse tells it. What the exports never say is null. */
export interface WineFacts {
  /** Its place in `EstateView.wines`, which is in the order of the keys. */
  readonly index: number;
  readonly wineKey: string;
  readonly name: string;
  readonly family: string | null;
  readonly subFamily: string | null;
  readonly grape: string | null;
  readonly sweetness: string | null;
  readonly colour: string | null;
  readonly tier: string | null;
  /** In the order of `aromaAxes` (5-customer360/purchases.ts). */
  readonly aromas: readonly (number | null)[];
}

/** A cuvée whatever its vintage and format, with its words ready to be compared. */
export interface EstateWine extends WineFacts {
  readonly familyKey: string | null;
  readonly grapeKey: string | null;
  readonly sweetnessKey: string | null;
}

/** A wine of one vintage in one format. */
export interface EstateProduit {
  /** Its place in `EstateView.produits`, which is in the order of the keys. */
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
  /** The first day it was sold; null: never, or before the sales begin. */
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
  /** 1 to 12. */
  readonly asOfMonth: number;
  /** By wine: its products on sale, newest vintage first, the 75-cl bottle before other formats. */
  readonly shelves: readonly (readonly EstateProduit[])[];
  /** By wine: the product to offer to who never had it; the newest vintage in 75 cl, else the first of the shelf. */
  readonly offers: readonly (EstateProduit | undefined)[];
  /** By wine: the 75-cl price of its offer, NaN where unknown, and the rank of its tier, -1 where unknown. */
  readonly offerPrices: Float64Array;
  readonly tierRanks: Int32Array;
  /** By product, the one to offer to who bought it: itself while on sale, else along the successions. */
  readonly currentVintages: readonly (EstateProduit | undefined)[];
  /** Wines with something on sale, the most asked for first: in the estate, and by segment and family. */
  readonly winesOnSale: readonly EstateWine[];
  readonly winesOnSaleBySegment: ReadonlyMap<string, readonly EstateWine[]>;
  readonly winesOnSaleByFamily: ReadonlyMap<string, readonly EstateWine[]>;
  /** The same of known price, the cheapest first. */
  readonly pricesByFamily: ReadonlyMap<string, readonly EstateWine[]>;
  readonly pricesByGrape: ReadonlyMap<string, readonly EstateWine[]>;
  /** Wines for a first letter: on sale, entry-level, not out of season; the most asked for first. */
  readonly easyWines: readonly EstateWine[];
  /** The season of each wine that has one. By wine. */
  readonly seasons: readonly (Season | undefined)[];
  /** Where everything on sale is of one family, "two of one family" says nothing and is not asked. */
  readonly hasSeveralFamilies: boolean;
  /** The largest aroma value of the estate: exports use 0–1, 0–5, 0–10 or 0–100. Null when none is known. */
  readonly aromaScale: number | null;
}

/** Two spellings of a family, a grape or a sweetness are one word, as on the client's page: ` Crémant` = `CREMANT`. */
export function wordKey(word: string | null): string | null {
  const key = word === null ? '' : foldUpper(word.trim());
  return key === '' ? null : key;
}

/** A wine with its words ready to be compared. */
export function wineOf(facts: WineFacts): EstateWine {
  return {
    ...facts,
    familyKey: wordKey(facts.family),
    grapeKey: isBlend(facts.grape) ? null : wordKey(facts.grape),
    sweetnessKey: wordKey(facts.sweetness),
  };
}

// Two blends share a word and no grape.
function isBlend(grape: string | null): boolean {
  return /^(ASSEMBLAGE|BLEND|DIVERS|COMPLANTATION)/.test(wordKey(grape) ?? '');
}

/** The view from the facts: what is on sale, and the orders and scales that depend on it. */
export function buildEstateView(facts: EstateFacts): EstateView {
  const onSale = facts.produits.filter((produit) => isOnSale(produit, facts.isStockKnown));
  const shelves = shelvesOf(facts.wines, onSale);
  const offers = shelves.map((shelf) => shelf.find(({ format }) => format === '75CL') ?? shelf[0]);
  const tiers = tierLadder(onSale);
  const winesOnSale = byPopularity(
    facts.wines.filter((wine) => offers[wine.index]),
    facts.popularity.overall,
  );
  const offerPrices = Float64Array.from(offers, (offer) => offer?.price75clTtc ?? Number.NaN);
  const winesByPrice = byPrice(winesOnSale, offerPrices);
  const seasons = facts.wines.map((wine) => seasonOf(wine));
  const asOfMonth = Number(fromDayNumber(facts.asOfDay).slice(5, 7));
  return {
    ...facts,
    asOfMonth,
    shelves,
    offers,
    offerPrices,
    tierRanks: Int32Array.from(facts.wines, ({ tier }) => tiers.get(tier ?? '') ?? -1),
    currentVintages: currentVintages(facts.produits, facts.successions, shelves),
    winesOnSale,
    winesOnSaleBySegment: new Map(
      [...facts.popularity.bySegment].map(([segment, ranking]) => [segment, byPopularity(winesOnSale, ranking)]),
    ),
    winesOnSaleByFamily: groupedBy(winesOnSale, (wine) => wine.familyKey),
    pricesByFamily: groupedBy(winesByPrice, (wine) => wine.familyKey),
    pricesByGrape: groupedBy(winesByPrice, (wine) => wine.grapeKey),
    easyWines: easyWinesOf(winesOnSale, offers, seasons, asOfMonth, entryLevelPrice(onSale)),
    seasons,
    hasSeveralFamilies: new Set(winesOnSale.flatMap((wine) => wine.familyKey ?? [])).size > 1,
    aromaScale: largestAroma(facts.wines),
  };
}

/** The same estate with the bottles that `left` says are still to be promised. */
export function withBottlesLeft(estate: EstateView, left: (produit: EstateProduit) => number): EstateView {
  if (!estate.isStockKnown) return estate;
  const produits = estate.produits.map((produit) => ({ ...produit, freeBottles: left(produit) }));
  return buildEstateView({ ...estate, produits });
}

/**
 * Active, and with free bottles. An estate that exports no stock at all is taken at its price list's word; one that does
 * has none of what the export does not name (rules.md: "product active, stock minus reserve available").
 */
function isOnSale(produit: EstateProduit, isStockKnown: boolean): boolean {
  return produit.isActive && (!isStockKnown || (produit.freeBottles ?? 0) >= 1);
}

function shelvesOf(
  wines: readonly EstateWine[],
  onSale: readonly EstateProduit[],
): readonly (readonly EstateProduit[])[] {
  const shelves: EstateProduit[][] = wines.map(() => []);
  for (const produit of onSale) shelves[produit.wine.index]?.push(produit);
  for (const shelf of shelves) shelf.sort(byShelfOrder);
  return shelves;
}

function byShelfOrder(a: EstateProduit, b: EstateProduit): number {
  return (
    (b.millesime ?? 0) - (a.millesime ?? 0) ||
    Number(b.format === '75CL') - Number(a.format === '75CL') ||
    a.index - b.index
  );
}

// In the order of the keys where nothing tells two wines apart.
function byPopularity(wines: readonly EstateWine[], { percentiles }: Ranking): readonly EstateWine[] {
  return [...wines].sort((a, b) => (percentiles[b.index] ?? 0) - (percentiles[a.index] ?? 0) || a.index - b.index);
}

// Wines of one price stay in the order they come.
function byPrice(wines: readonly EstateWine[], offerPrices: Float64Array): readonly EstateWine[] {
  const priceOf = (wine: EstateWine): number => offerPrices[wine.index] ?? Number.NaN;
  return wines.filter((wine) => !Number.isNaN(priceOf(wine))).sort((a, b) => priceOf(a) - priceOf(b));
}

function groupedBy(
  wines: readonly EstateWine[],
  keyOf: (wine: EstateWine) => string | null,
): ReadonlyMap<string, readonly EstateWine[]> {
  const groups = new Map<string, EstateWine[]>();
  for (const wine of wines) {
    const key = keyOf(wine);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(wine);
    else groups.set(key, [wine]);
  }
  return groups;
}

// A wine whose price nobody knows is not called easy; where no price is known at all, every wine may be.
function easyWinesOf(
  winesOnSale: readonly EstateWine[],
  offers: readonly (EstateProduit | undefined)[],
  seasons: readonly (Season | undefined)[],
  month: number,
  entryLevel: number | null,
): readonly EstateWine[] {
  return winesOnSale.filter((wine) => {
    const price = offers[wine.index]?.price75clTtc ?? null;
    const isEntryLevel = entryLevel === null || (price !== null && price <= entryLevel);
    return isEntryLevel && (seasons[wine.index]?.months.includes(month) ?? true);
  });
}

function largestAroma(wines: readonly EstateWine[]): number | null {
  let largest = 0;
  for (const wine of wines) for (const aroma of wine.aromas) largest = Math.max(largest, aroma ?? 0);
  return largest > 0 ? largest : null;
}
