/** What the scenarios know of one client: the customer 360, and the wines they bought, as of one day. */
import { type EstateProduit, type EstateView, type EstateWine, wordKey } from './estate-view.ts';
import { median } from './price.ts';
import { linesOf, meanPrice75clOf, type SalesLedger } from './sales-ledger.ts';

/** What a client bought of one wine, all vintages and formats. */
export interface Purchase {
  readonly wine: EstateWine;
  /** What they took the last time. */
  readonly produit: EstateProduit;
  /** Net of returns. */
  readonly bottles: number;
  /** Sale documents that hold the wine. */
  readonly orders: number;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Bottles of `produit` taken on the last day, and kept. */
  readonly lastBottles: number;
}

/** A word and its share of the client's spend, 0 to 1: families, grapes, sweetness. */
export interface Favourite {
  readonly name: string;
  readonly share: number;
}

/** The seven axes in the order of `aromaAxes` (5-customer360/purchases.ts), and how far they can be believed, 0 to 1. */
export interface Taste {
  readonly axes: readonly (number | null)[];
  readonly confidence: number;
}

/** The customer 360 as this room reads it. Money is net HT unless named TTC; days are numbers. */
export interface ClientFacts {
  readonly clientCode: string;
  readonly segment: string;
  readonly tier: string;
  readonly orderCount: number;
  readonly lineCount: number;
  readonly netHt: number;
  /** Expected over the next twelve months (room 5); null or absent where there is not enough data. */
  readonly value12mHt?: number | null;
  readonly lastOrderDay: number | null;
  /** The client's own median gap in days, null below two orders; and shrunk towards the estate's. */
  readonly ownGapDays: number | null;
  readonly gapDays: number | null;
  readonly medianPrice75clTtc: number | null;
  /** By share of spend, the largest first. */
  readonly families: readonly Favourite[];
  readonly grapes: readonly Favourite[];
  readonly sweetness: readonly Favourite[];
  readonly taste: Taste | null;
}

export interface ClientView extends ClientFacts {
  /** Wines kept (net of returns above zero), by wine index, in the order of the wines' keys. */
  readonly purchases: ReadonlyMap<number, Purchase>;
  /** Every wine ever invoiced to the client, even if it came back: nothing of it is a discovery. */
  readonly knownWines: ReadonlySet<number>;
  /** Wines bought too recently to be proposed again. */
  readonly recentWines: ReadonlySet<number>;
  /** What they paid on average for one 75-cl equivalent; null when nothing was kept. */
  readonly meanPrice75clTtc: number | null;
  /** The bottles of one wine they usually take at once; null for who never bought. */
  readonly usualBottles: number | null;
  /** Word → share of spend beside the largest share (1 = the favourite). Empty when nothing is known. */
  readonly familyWeights: ReadonlyMap<string, number>;
  readonly grapeWeights: ReadonlyMap<string, number>;
  readonly sweetnessWeights: ReadonlyMap<string, number>;
}

/** The view from the customer 360 and the client's lines of the ledger. */
export function clientViewOf(facts: ClientFacts, ledger: SalesLedger, estate: EstateView): ClientView {
  const { purchases, knownWines, recentWines, quantities } = historyOf(facts.clientCode, ledger, estate);
  return {
    ...facts,
    purchases,
    knownWines,
    recentWines,
    meanPrice75clTtc: meanPrice75clOf(ledger, facts.clientCode),
    usualBottles: median(quantities),
    familyWeights: weightsOf(facts.families),
    grapeWeights: weightsOf(facts.grapes),
    sweetnessWeights: weightsOf(facts.sweetness),
  };
}

interface WineHistory {
  milliBottles: number;
  firstDay: number;
  lastDay: number;
  lastProduit: number;
  lastMilliBottles: number;
  orders: number;
  lastDocument: number;
}

function historyOf(clientCode: string, ledger: SalesLedger, estate: EstateView) {
  const histories = new Map<number, WineHistory>();
  const quantities: number[] = [];
  const { start, end } = linesOf(ledger, clientCode);
  for (let at = start; at < end; at++) {
    noteLine(histories, ledger, estate, at);
    const milliBottles = ledger.milliBottles[at] ?? 0;
    if (milliBottles > 0) quantities.push(milliBottles / 1000);
  }
  const purchases = new Map<number, Purchase>();
  const recentWines = new Set<number>();
  const recentFrom = estate.asOfDay - estate.rules.guardrails.product_exclusion_days;
  for (const [wineIndex, history] of [...histories].sort(([a], [b]) => a - b)) {
    if (history.lastDay > recentFrom) recentWines.add(wineIndex);
    const purchase = purchaseOf(history, estate);
    if (purchase) purchases.set(wineIndex, purchase);
  }
  return { purchases, recentWines, knownWines: new Set(histories.keys()), quantities };
}

// Lines come in the order of days, so that the last sale seen is the last one made.
function noteLine(histories: Map<number, WineHistory>, ledger: SalesLedger, estate: EstateView, at: number): void {
  const produitIndex = ledger.produit[at] ?? 0;
  const wineIndex = estate.produits[produitIndex]?.wine.index;
  if (wineIndex === undefined) return;
  const milliBottles = ledger.milliBottles[at] ?? 0;
  const history = histories.get(wineIndex) ?? {
    milliBottles: 0,
    firstDay: Number.NaN,
    lastDay: Number.NEGATIVE_INFINITY,
    lastProduit: produitIndex,
    lastMilliBottles: 0,
    orders: 0,
    lastDocument: Number.NaN,
  };
  histories.set(wineIndex, history);
  history.milliBottles += milliBottles;
  if (ledger.isSale[at] === 1 && milliBottles > 0) noteSale(history, ledger, at, produitIndex, milliBottles);
}

function noteSale(
  history: WineHistory,
  ledger: SalesLedger,
  at: number,
  produitIndex: number,
  milliBottles: number,
): void {
  const day = ledger.day[at] ?? 0;
  const document = ledger.document[at] ?? 0;
  const isSameTake = day === history.lastDay && produitIndex === history.lastProduit;
  history.lastMilliBottles = isSameTake ? history.lastMilliBottles + milliBottles : milliBottles;
  if (document !== history.lastDocument) history.orders++;
  if (Number.isNaN(history.firstDay)) history.firstDay = day;
  history.lastDocument = document;
  history.lastProduit = produitIndex;
  history.lastDay = day;
}

// A wine that came back as a whole is no purchase (rules.md, rebuy: "not returned").
function purchaseOf(history: WineHistory, estate: EstateView): Purchase | undefined {
  const produit = estate.produits[history.lastProduit];
  if (!produit || history.milliBottles <= 0 || history.orders === 0) return undefined;
  return {
    wine: produit.wine,
    produit,
    bottles: history.milliBottles / 1000,
    orders: history.orders,
    firstDay: history.firstDay,
    lastDay: history.lastDay,
    lastBottles: Math.min(history.lastMilliBottles, history.milliBottles) / 1000,
  };
}

function weightsOf(favourites: readonly Favourite[]): ReadonlyMap<string, number> {
  const largest = Math.max(0, ...favourites.map(({ share }) => share));
  const weights = new Map<string, number>();
  if (largest <= 0) return weights;
  for (const { name, share } of favourites) {
    const key = wordKey(name);
    if (key !== null) weights.set(key, Math.max(0, share) / largest);
  }
  return weights;
}
