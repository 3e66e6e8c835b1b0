/** Estates and clients as plain values for the nouns of room 6: quiet defaults, and only what the story needs said. */
import { type ClientFacts, type ClientView, clientViewOf } from '../../src/6-recommend/client-view.ts';
import {
  buildEstateView,
  type EstateProduit,
  type EstateView,
  type EstateWine,
  type WineFacts,
  wineOf,
} from '../../src/6-recommend/estate-view.ts';
import { passingClients, type SalesLedger, SalesLedgerBuilder } from '../../src/6-recommend/sales-ledger.ts';
import { summaryOf, withFirstSoldDays } from '../../src/6-recommend/sales-summary.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import { type Day, toDayNumber } from '../../src/values/day.ts';

export const asOf: Day = '2026-11-16';

/** A product of a wine: `Riesling 2021`, 75 cl, 12 €, on sale with bottles enough, unless said otherwise. */
export interface Bottle extends Partial<Omit<WineFacts, 'index' | 'wineKey' | 'name'>> {
  readonly wine: string;
  readonly millesime?: number | null;
  readonly format?: string;
  readonly price?: number | null;
  readonly free?: number | null;
  readonly isActive?: boolean;
}

export interface Sale {
  readonly client: string | null;
  readonly on: Day;
  readonly produit: string;
  /** Negative: a return. */
  readonly bottles: number;
  readonly document?: number;
}

export interface SmallEstate {
  readonly cellar: readonly Bottle[];
  readonly sales?: readonly Sale[];
  readonly successions?: readonly (readonly [string, string])[];
  readonly segments?: Readonly<Record<string, string>>;
  readonly isStockKnown?: boolean;
  readonly changes?: unknown;
}

export interface Built {
  readonly estate: EstateView;
  readonly ledger: SalesLedger;
}

/** The key of a bottle as the warehouse would make it. */
export function keyOf({ wine, millesime = null, format = '75CL' }: Bottle): string {
  return [wine, millesime, format === '75CL' ? null : format].filter((part) => part !== null).join(' ');
}

/** Builds the view and the ledger; names of wines are their keys. */
export function smallEstate(options: SmallEstate): Built {
  const { scenarios, weights, guardrails } = parseSettings(options.changes ?? {});
  const names = [...new Set(options.cellar.map(({ wine }) => wine))].sort();
  const wines = names.map((name, index) =>
    wineFrom(
      name,
      index,
      options.cellar.find(({ wine }) => wine === name),
    ),
  );
  const listed = [...options.cellar]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((bottle, index) => produitFrom(bottle, index, wines));
  const ledger = ledgerOf(options.sales ?? [], listed);
  const asOfDay = toDayNumber(asOf);
  const summary = summaryOf({
    ledger,
    wineOfProduit: Int32Array.from(listed, (produit) => produit.wine.index),
    wineCount: wines.length,
    asOfDay,
    minimumSupport: scenarios.cross_sell_minimum_support,
    segmentOf: (clientCode) => options.segments?.[clientCode] ?? 'Standard',
    isPrivate: () => true,
  });
  const estate = buildEstateView({
    asOfDay,
    rules: { scenarios, weights, guardrails },
    wines,
    produits: withFirstSoldDays(listed, ledger),
    successions: new Map(options.successions ?? []),
    isStockKnown: options.isStockKnown ?? true,
    ...summary,
  });
  return { estate, ledger };
}

function wineFrom(name: string, index: number, bottle: Bottle | undefined): EstateWine {
  return wineOf({
    index,
    wineKey: name,
    name,
    family: bottle?.family ?? null,
    subFamily: bottle?.subFamily ?? null,
    grape: bottle?.grape ?? null,
    sweetness: bottle?.sweetness ?? null,
    colour: bottle?.colour ?? null,
    tier: bottle?.tier ?? null,
    aromas: bottle?.aromas ?? [null, null, null, null, null, null, null],
  });
}

function produitFrom(bottle: Bottle, index: number, wines: readonly EstateWine[]): EstateProduit {
  const wine = wines.find(({ wineKey }) => wineKey === bottle.wine);
  if (!wine) throw new Error(`no wine ${bottle.wine}`);
  const price = bottle.price === undefined ? 12 : bottle.price;
  return {
    index,
    produitKey: keyOf(bottle),
    wine,
    label: keyOf(bottle),
    millesime: bottle.millesime ?? null,
    format: bottle.format ?? '75CL',
    prixTtc: price,
    price75clTtc: price,
    isActive: bottle.isActive ?? true,
    freeBottles: bottle.free === undefined ? 600 : bottle.free,
    firstSoldDay: null,
  };
}

export function ledgerOf(sales: readonly Sale[], produits: readonly EstateProduit[]): SalesLedger {
  const builder = new SalesLedgerBuilder();
  const indexes = new Map(produits.map(({ produitKey, index }) => [produitKey, index]));
  for (const sale of sales) {
    const produit = indexes.get(sale.produit);
    if (produit === undefined) throw new Error(`no product ${sale.produit}`);
    builder.add({
      row: sale.client === null ? passingClients : builder.rowOf(Buffer.from(sale.client)),
      produit,
      day: toDayNumber(sale.on),
      document: sale.document ?? toDayNumber(sale.on),
      isSale: sale.bottles > 0,
      milliBottles: sale.bottles * 1000,
      milliUnits: sale.bottles * 1000,
      ttcTenThousandths: sale.bottles * 120_000,
    });
  }
  return builder.build();
}

/** A client of the Standard tier with nothing said of their taste. */
export function clientFacts(changes: Partial<ClientFacts> & { readonly clientCode: string }): ClientFacts {
  return {
    segment: 'Standard',
    tier: 'Standard',
    orderCount: 4,
    lineCount: 8,
    netHt: 300,
    lastOrderDay: null,
    ownGapDays: null,
    gapDays: null,
    medianPrice75clTtc: 12,
    families: [],
    grapes: [],
    sweetness: [],
    taste: null,
    ...changes,
  };
}

export function clientOf(built: Built, changes: Partial<ClientFacts> & { readonly clientCode: string }): ClientView {
  return clientViewOf(clientFacts(changes), built.ledger, built.estate);
}
