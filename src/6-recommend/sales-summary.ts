/** What the ledger says of the wines: popularity by segment, and the lists from which co-purchases are counted. */
import { type CoPurchase, coPurchaseOf } from './co-purchase.ts';
import { type SparseRows, SparseRowsBuilder } from './csr.ts';
import type { EstateProduit } from './estate-view.ts';
import { type Popularity, popularityOf, type Sold } from './popularity.ts';
import type { SalesLedger } from './sales-ledger.ts';

/** Popularity looks back so many days. */
const popularityDays = 365;

export interface SummaryInputs {
  readonly ledger: SalesLedger;
  /** Product → wine, by index. */
  readonly wineOfProduit: Int32Array;
  readonly wineCount: number;
  readonly asOfDay: number;
  readonly minimumSupport: number;
  readonly segmentOf: (clientCode: string) => string | undefined;
  /** Dealers and the till buy for others: they say nothing of tastes. */
  readonly isPrivate: (clientCode: string) => boolean;
}

export interface SalesSummary {
  readonly popularity: Popularity;
  readonly coPurchase: CoPurchase;
}

/** Popularity and co-purchases of all wines, in one walk through the ledger each. */
export function summaryOf(inputs: SummaryInputs): SalesSummary {
  return {
    popularity: popularityFrom(inputs),
    coPurchase: coPurchaseOf({
      ...listsFrom(inputs),
      wineCount: inputs.wineCount,
      minimumSupport: inputs.minimumSupport,
    }),
  };
}

/** Sales this close to the oldest one known may not be the first of their product. */
const unsureDays = 60;

/** By product, the first day it was sold; null: never, or before the sales begin. */
export function firstSoldDays(ledger: SalesLedger, produitCount: number): readonly (number | null)[] {
  const days = new Float64Array(produitCount).fill(Number.POSITIVE_INFINITY);
  let oldest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < ledger.lineCount; at++) {
    const produit = ledger.produit[at] ?? 0;
    const day = ledger.day[at] ?? 0;
    oldest = Math.min(oldest, day);
    if (ledger.isSale[at] === 1) days[produit] = Math.min(days[produit] ?? 0, day);
  }
  return Array.from(days, (day) => (Number.isFinite(day) && day > oldest + unsureDays ? day : null));
}

/** Gives a product what only the sales know of it. */
export function withFirstSoldDays(produits: readonly EstateProduit[], ledger: SalesLedger): readonly EstateProduit[] {
  const days = firstSoldDays(ledger, produits.length);
  return produits.map((produit) => ({ ...produit, firstSoldDay: days[produit.index] ?? null }));
}

function popularityFrom(inputs: SummaryInputs): Popularity {
  const { ledger, wineCount, segmentOf } = inputs;
  const overall = nothingSold(wineCount);
  const bySegment = new Map<string, Sold>();
  addSold(inputs, 0, [overall.bottles], []);
  for (const [clientCode, row] of ledger.rowOfClient) {
    const segment = segmentOf(clientCode) ?? '';
    const own = bySegment.get(segment) ?? nothingSold(wineCount);
    bySegment.set(segment, own);
    addSold(inputs, row, [overall.bottles, own.bottles], [overall.buyers, own.buyers]);
  }
  return popularityOf(inBottles(overall), new Map([...bySegment].map(([segment, sold]) => [segment, inBottles(sold)])));
}

function nothingSold(wineCount: number): Sold {
  return { bottles: new Float64Array(wineCount), buyers: new Float64Array(wineCount) };
}

/** Adds the thousandths of bottles one row bought over the period to `sums`, and one buyer for each wine kept to `counts`. */
function addSold(
  inputs: SummaryInputs,
  row: number,
  sums: readonly Float64Array[],
  counts: readonly Float64Array[],
): void {
  const { ledger, wineOfProduit, asOfDay } = inputs;
  const own = new Map<number, number>();
  for (let at = ledger.starts[row] ?? 0; at < (ledger.starts[row + 1] ?? 0); at++) {
    if ((ledger.day[at] ?? 0) <= asOfDay - popularityDays) continue;
    const wine = wineOfProduit[ledger.produit[at] ?? 0] ?? 0;
    own.set(wine, (own.get(wine) ?? 0) + (ledger.milliBottles[at] ?? 0));
  }
  for (const [wine, milliBottles] of own) {
    for (const sum of sums) sum[wine] = (sum[wine] ?? 0) + milliBottles;
    if (milliBottles > 0) for (const count of counts) count[wine] = (count[wine] ?? 0) + 1;
  }
}

// Sums are made in whole thousandths and divided once.
function inBottles({ bottles, buyers }: Sold): Sold {
  return { bottles: bottles.map((sum) => sum / 1000), buyers };
}

function listsFrom(inputs: SummaryInputs): { clients: SparseRows; baskets: SparseRows } {
  const { ledger, isPrivate } = inputs;
  const clients = new SparseRowsBuilder();
  const baskets = new SparseRowsBuilder();
  addBaskets(inputs, 0, undefined, baskets);
  for (const [clientCode, row] of ledger.rowOfClient) {
    if (!isPrivate(clientCode)) continue;
    const kept = keptWines(inputs, row);
    if (kept.size > 0) clients.add(kept);
    addBaskets(inputs, row, kept, baskets);
  }
  return { clients: clients.build(), baskets: baskets.build() };
}

/** The wines of a client whose net bottles are above zero: what came back is no taste. */
function keptWines({ ledger, wineOfProduit }: SummaryInputs, row: number): ReadonlySet<number> {
  const net = new Map<number, number>();
  for (let at = ledger.starts[row] ?? 0; at < (ledger.starts[row + 1] ?? 0); at++) {
    const wine = wineOfProduit[ledger.produit[at] ?? 0] ?? 0;
    net.set(wine, (net.get(wine) ?? 0) + (ledger.milliBottles[at] ?? 0));
  }
  return new Set([...net].filter(([, milliBottles]) => milliBottles > 0).map(([wine]) => wine));
}

// Lines of a row are in the order of day and document, so a document's lines follow one another.
function addBaskets(
  inputs: SummaryInputs,
  row: number,
  kept: ReadonlySet<number> | undefined,
  baskets: SparseRowsBuilder,
): void {
  const { ledger, wineOfProduit } = inputs;
  let basket = new Set<number>();
  let document = Number.NaN;
  for (let at = ledger.starts[row] ?? 0; at < (ledger.starts[row + 1] ?? 0); at++) {
    if (ledger.isSale[at] !== 1) continue;
    if (ledger.document[at] !== document) {
      if (basket.size > 0) baskets.add(basket);
      basket = new Set();
      document = ledger.document[at] ?? 0;
    }
    const wine = wineOfProduit[ledger.produit[at] ?? 0] ?? 0;
    if (!kept || kept.has(wine)) basket.add(wine);
  }
  if (basket.size > 0) baskets.add(basket);
}
