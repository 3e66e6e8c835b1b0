/** What the ledger says of the wines: popularity by segment, and the lists from which co-purchases are counted. */
import { type CoPurchase, coPurchaseOf } from './co-purchase.ts';
import { type SparseRows, SparseRowsBuilder } from './csr.ts';
import type { EstateProduit } from './estate-view.ts';
import { type Popularity, popularityOf } from './popularity.ts';
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
    coPurchase: coPurchaseOf({ ...listsFrom(inputs), wineCount: inputs.wineCount, minimumSupport: inputs.minimumSupport }),
  };
}

/** By product, the first day it was sold; null: never. */
export function firstSoldDays(ledger: SalesLedger, produitCount: number): readonly (number | null)[] {
  const days = new Float64Array(produitCount).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < ledger.lineCount; at++) {
    const produit = ledger.produit[at] ?? 0;
    if (ledger.isSale[at] === 1) days[produit] = Math.min(days[produit] ?? 0, ledger.day[at] ?? 0);
  }
  return Array.from(days, (day) => (Number.isFinite(day) ? day : null));
}

/** Gives a product what only the sales know of it. */
export function withFirstSoldDays(produits: readonly EstateProduit[], ledger: SalesLedger): readonly EstateProduit[] {
  const days = firstSoldDays(ledger, produits.length);
  return produits.map((produit) => ({ ...produit, firstSoldDay: days[produit.index] ?? null }));
}

function popularityFrom({ ledger, wineOfProduit, wineCount, asOfDay, segmentOf }: SummaryInputs): Popularity {
  const overall = new Float64Array(wineCount);
  const bySegment = new Map<string, Float64Array>();
  const from = asOfDay - popularityDays;
  for (const [clientCode, row] of [[null, 0] as const, ...ledger.rowOfClient]) {
    const segment = clientCode === null ? undefined : segmentOf(clientCode);
    const own = segment === undefined ? undefined : (bySegment.get(segment) ?? new Float64Array(wineCount));
    if (segment !== undefined && own) bySegment.set(segment, own);
    for (let at = ledger.starts[row] ?? 0; at < (ledger.starts[row + 1] ?? 0); at++) {
      if ((ledger.day[at] ?? 0) <= from) continue;
      const wine = wineOfProduit[ledger.produit[at] ?? 0] ?? 0;
      const milliBottles = ledger.milliBottles[at] ?? 0;
      overall[wine] = (overall[wine] ?? 0) + milliBottles;
      if (own) own[wine] = (own[wine] ?? 0) + milliBottles;
    }
  }
  return popularityOf(inBottles(overall), new Map([...bySegment].map(([segment, sums]) => [segment, inBottles(sums)])));
}

// Sums are made in whole thousandths and divided once.
function inBottles(milliBottles: Float64Array): Float64Array {
  return milliBottles.map((sum) => sum / 1000);
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
function addBaskets(inputs: SummaryInputs, row: number, kept: ReadonlySet<number> | undefined, baskets: SparseRowsBuilder): void {
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
