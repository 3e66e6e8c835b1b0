/** A client's page as room 5 would have written it on an earlier day, told from the ledger with today's prices. */
import { clientFavourites, medianPrice75clTtc } from '../../5-customer360/favourites.ts';
import { aromaAxes, type CatalogueProduit, type ProduitPurchase } from '../../5-customer360/purchases.ts';
import { binScale, scoreRfm } from '../../5-customer360/rfm.ts';
import { clientRhythm } from '../../5-customer360/rhythm.ts';
import { decideSegment, silenceLimits, tierOf } from '../../5-customer360/segment.ts';
import { clientTaste } from '../../5-customer360/taste.ts';
import type { Settings } from '../../estate/settings.ts';
import { decimalFromNumber, decimalScale } from '../../values/decimal.ts';
import { fromDayNumber } from '../../values/day.ts';
import type { ClientFacts, Taste } from '../client-view.ts';
import type { EstateProduit, EstateView } from '../estate-view.ts';
import { linesOf, type SalesLedger } from '../sales-ledger.ts';
import { worthOf } from './past-ledger.ts';

/** The page from a ledger cut at the view's day. */
export function pastPage(
  clientCode: string,
  ledger: SalesLedger,
  estate: EstateView,
  settings: Pick<Settings, 'rfm' | 'segments' | 'vat_rate'>,
): ClientFacts {
  const history = gathered(clientCode, ledger);
  const produits = [...history.milliBottles].map(([index, milliBottles]) =>
    purchaseOf(estate.produits[index], milliBottles, settings.vat_rate),
  );
  const netHt = produits.reduce((sum, produit) => sum + produit.netHt, 0);
  const favourites = clientFavourites(produits);
  const orderDays = history.days.map(fromDayNumber);
  const rhythm = clientRhythm({ orderDays, estateGapDays: null, gapShrinkage: settings.segments.gap_shrinkage });
  const segment = segmentOf({ history, netHt, estate, settings, rhythm });
  const price = medianPrice75clTtc(produits);
  const taste = clientTaste(produits, history.documents.size);
  return {
    clientCode,
    segment,
    tier: tierOf[segment],
    orderCount: history.documents.size,
    lineCount: history.lineCount,
    netHt: netHt / decimalScale,
    lastOrderDay: history.days.at(-1) ?? null,
    ownGapDays: rhythm.ownGapDays,
    gapDays: rhythm.gapDays,
    medianPrice75clTtc: price === null ? null : price / decimalScale,
    families: favourites.families,
    grapes: favourites.grapes,
    sweetness: favourites.sweetness,
    taste: taste && tasteOf(taste),
  };
}

interface PastHistory {
  /** By product: net thousandths of a bottle. */
  readonly milliBottles: Map<number, number>;
  readonly documents: Set<string>;
  /** Of the sales, distinct, ascending. */
  readonly days: number[];
  lineCount: number;
}

function gathered(clientCode: string, ledger: SalesLedger): PastHistory {
  const history: PastHistory = { milliBottles: new Map(), documents: new Set(), days: [], lineCount: 0 };
  const { start, end } = linesOf(ledger, clientCode);
  for (let at = start; at < end; at++) {
    const produit = ledger.produit[at] ?? 0;
    history.milliBottles.set(produit, (history.milliBottles.get(produit) ?? 0) + (ledger.milliBottles[at] ?? 0));
    if (ledger.isSale[at] !== 1) continue;
    const day = ledger.day[at] ?? 0;
    history.lineCount++;
    history.documents.add(`${day}/${ledger.document[at]}`);
    if (history.days.at(-1) !== day) history.days.push(day);
  }
  return history;
}

function purchaseOf(produit: EstateProduit | undefined, milliBottles: number, vatRate: number): ProduitPurchase {
  const bottles = milliBottles / 1000;
  const { ttc, units } = worthOf(produit);
  return {
    produit: produit && catalogueProduit(produit),
    netHt: decimalFromNumber((bottles * ttc) / (1 + vatRate)),
    netTtc: decimalFromNumber(bottles * ttc),
    bottles: decimalFromNumber(bottles),
    units: decimalFromNumber(bottles * units),
    bought: null,
  };
}

function catalogueProduit({ produitKey, wine, format }: EstateProduit): CatalogueProduit {
  const { wineKey, family, grape, sweetness, colour, aromas } = wine;
  return { produitKey, wineKey, family, grape, sweetness, colour, format, priceBand: null, aromas };
}

function segmentOf(facts: {
  readonly history: PastHistory;
  readonly netHt: number;
  readonly estate: EstateView;
  readonly settings: Pick<Settings, 'rfm' | 'segments'>;
  readonly rhythm: Parameters<typeof silenceLimits>[0];
}) {
  const { history, netHt, estate, settings, rhythm } = facts;
  const lastDay = history.days.at(-1);
  const orderCount = history.documents.size;
  const recencyDays = lastDay === undefined ? null : estate.asOfDay - lastDay;
  const rfm = recencyDays === null ? null : scoreRfm(binScale(settings.rfm), { recencyDays, orderCount, netHt });
  const limits = silenceLimits(rhythm, lastDay === undefined ? null : fromDayNumber(lastDay), settings.segments);
  return decideSegment({ orderCount, netHt, recencyDays, rfm, limits, isKeptFromChurn: false }, settings.segments);
}

function tasteOf(taste: NonNullable<ReturnType<typeof clientTaste>>): Taste {
  return { axes: aromaAxes.map((axis) => taste[axis] ?? null), confidence: taste.confidence };
}
