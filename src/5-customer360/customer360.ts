/** The page of one client as room 5 decides it, from what SQL has summed. Pure: the same facts give the same page. */
import type { Settings } from '../estate/settings.ts';
import { type Day, daysBetween } from '../values/day.ts';
import { type Decimal4, decimalScale, divideDecimal } from '../values/decimal.ts';
import { type CellarWine, clientCellar } from './cellar.ts';
import type { ClientModels } from './client-models.ts';
import { type ConsentEvent, readConsent } from './consent.ts';
import { type Explanation, explain, explainUnprofiled } from './explanation.ts';
import { clientFavourites, type Favourites, medianPrice75clTtc } from './favourites.ts';
import { type LegalBasis, legalBasis, type SaleLineEvidence } from './legal-basis.ts';
import { type ContactState, nextContact } from './next-contact.ts';
import { type NextOrder, nextOrder } from './next-order.ts';
import type { PurchaseHistory } from './purchase-history.ts';
import { type ProduitPurchase, winePurchases } from './purchases.ts';
import { type Rfm, type RfmScale, scoreRfm } from './rfm.ts';
import { clientRhythm, type Rhythm } from './rhythm.ts';
import {
  decideSegment,
  hasNetOrder,
  isKeptFromChurn,
  type Segment,
  silenceLimits,
  type Tier,
  tierOf,
} from './segment.ts';
import { clientTaste, type Taste } from './taste.ts';
import type { ClientValue } from './value/client-value.ts';

/** What the client bought, over all documents up to the as-of day. Fees, samples and ignored documents are left out. */
export interface PurchaseTotals {
  /** Distinct sale documents whose wine has a positive net. */
  readonly orderCount: number;
  /** Sale lines. */
  readonly lineCount: number;
  readonly bottles: Decimal4;
  readonly netHt: Decimal4;
  readonly netTtc: Decimal4;
  readonly firstOrderOn: Day | null;
  readonly lastOrderOn: Day | null;
  /** The last order with an e-mail on one of its sale lines. */
  readonly saleLine: SaleLineEvidence | null;
}

/** Everything the estate's files say of one client. */
export interface ClientFacts extends PurchaseHistory {
  readonly clientCode: string;
  readonly hasEmail: boolean;
  readonly isTrade: boolean;
  /** False for who objected to being profiled. */
  readonly isProfiled: boolean;
  readonly totals: PurchaseTotals;
  readonly produits: readonly ProduitPurchase[];
  readonly consentEvents: readonly ConsentEvent[];
  readonly ownMessageDays: readonly Day[];
  readonly householdMessageDays: readonly Day[];
}

/** What is the same for every client of the run. */
export interface Yardstick {
  readonly asOf: Day;
  readonly settings: Settings;
  readonly rfmScale: RfmScale;
  readonly estateGapDays: number | null;
  readonly models: ClientModels;
}

export interface Customer360 {
  readonly clientCode: string;
  readonly asOf: Day;
  readonly segment: Segment;
  readonly tier: Tier;
  readonly rfm: Rfm | null;
  readonly recencyDays: number | null;
  readonly totals: PurchaseTotals;
  readonly meanBasketHt: Decimal4 | null;
  readonly medianPrice75clTtc: Decimal4 | null;
  readonly rhythm: Rhythm;
  /** Null when nothing tells, or when the value model expects none within the year. */
  readonly nextOrder: NextOrder | null;
  readonly value: ClientValue;
  /** Null for trade clients, without net order, or when there are no clusters. */
  readonly clusterId: number | null;
  readonly favourites: Favourites;
  readonly taste: Taste | null;
  /** Null below three orders. */
  readonly cellar: readonly CellarWine[] | null;
  readonly contact: ContactState;
  /** Null when this client may not be written to at all. */
  readonly nextContactOn: Day | null;
  readonly hasEmail: boolean;
  readonly isBounced: boolean;
  readonly isOptedOut: boolean;
  readonly isTrade: boolean;
  readonly isProfiled: boolean;
  readonly legalBasis: LegalBasis;
  readonly explanation: Explanation;
}

/** The page of one client. */
export function customer360(client: ClientFacts, yardstick: Yardstick): Customer360 {
  return client.isProfiled ? profiled(client, yardstick) : unprofiled(client, yardstick);
}

/**
 * The page of who objected to being profiled (law.md, 1): their orders added up, and nothing concluded from them: no score, no value,
 * no taste, no rhythm. Segment and tier are those that say least.
 */
function unprofiled(client: ClientFacts, yardstick: Yardstick): Customer360 {
  const { asOf, settings } = yardstick;
  const { totals } = client;
  const { orderCount, lastOrderOn } = totals;
  const segment = hasNetOrder(totals) ? 'Standard' : 'Prospect';
  return {
    clientCode: client.clientCode,
    asOf,
    segment,
    tier: tierOf[segment],
    rfm: null,
    recencyDays: lastOrderOn === null ? null : daysBetween(lastOrderOn, asOf),
    totals,
    meanBasketHt: orderCount === 0 ? null : divideDecimal(totals.netHt, orderCount * 10_000),
    medianPrice75clTtc: null,
    rhythm: clientRhythm({ orderDays: [], estateGapDays: null, gapShrinkage: settings.segments.gap_shrinkage }),
    nextOrder: null,
    value: noValue,
    clusterId: null,
    favourites: clientFavourites([]),
    taste: null,
    cellar: null,
    ...reachOf(client, yardstick),
    explanation: explainUnprofiled(settings.segments),
  };
}

function profiled(client: ClientFacts, yardstick: Yardstick): Customer360 {
  const { asOf, settings } = yardstick;
  const { totals, produits } = client;
  const { orderCount, lastOrderOn } = totals;
  const recencyDays = lastOrderOn === null ? null : daysBetween(lastOrderOn, asOf);
  const rfm = scoreOf(totals, recencyDays, yardstick.rfmScale);
  const rhythm = clientRhythm({
    orderDays: client.orderDays,
    estateGapDays: yardstick.estateGapDays,
    gapShrinkage: settings.segments.gap_shrinkage,
  });
  const value = valueOf(client, rhythm, yardstick.models);
  const limits = silenceLimits(rhythm, lastOrderOn, settings.segments);
  const isKept = isKeptFromChurn({ rhythm, recencyDays, limits, pAlive: value.pAlive });
  const segment = decideSegment(
    { orderCount, netHt: totals.netHt, recencyDays, rfm, limits, isKeptFromChurn: isKept },
    settings.segments,
  );
  const next = nextOrder(rhythm, value);
  return {
    clientCode: client.clientCode,
    asOf,
    segment,
    tier: tierOf[segment],
    rfm,
    recencyDays,
    totals,
    meanBasketHt: orderCount === 0 ? null : divideDecimal(totals.netHt, orderCount * 10_000),
    medianPrice75clTtc: medianPrice75clTtc(produits),
    rhythm,
    nextOrder: next,
    value,
    clusterId: clusterOf(client, recencyDays, yardstick.models),
    favourites: clientFavourites(produits),
    taste: clientTaste(produits, orderCount),
    cellar: clientCellar({ purchases: winePurchases(produits), orderCount, gapDays: rhythm.gapDays, asOf }),
    ...reachOf(client, yardstick),
    explanation: explain({
      segment,
      rfm,
      recencyDays,
      totals,
      rhythm,
      limits,
      pAlive: value.pAlive,
      nextOrder: next,
      rules: settings.segments,
    }),
  };
}

function scoreOf(totals: PurchaseTotals, recencyDays: number | null, scale: RfmScale): Rfm | null {
  if (recencyDays === null || !hasNetOrder(totals)) return null;
  return scoreRfm(scale, { recencyDays, orderCount: totals.orderCount, netHt: totals.netHt });
}

const noValue: ClientValue = {
  status: 'not_enough_data',
  pAlive: null,
  expectedOrders12m: null,
  nextOrderOn: null,
  value12mHt: null,
  low12mHt: null,
  high12mHt: null,
};

/** What the models of the client's own kind expect; nothing of a client of whose purchases nothing remains. */
function valueOf(
  { clientCode, isTrade, totals, ...history }: ClientFacts,
  rhythm: Rhythm,
  models: ClientModels,
): ClientValue {
  if (!hasNetOrder(totals)) return noValue;
  const { usualMonth, gapDays, name } = rhythm;
  const model = isTrade ? models.trade : models.private;
  const { orderDays, orderNetHt: netHt } = history;
  return model.valueOf({ clientCode, orderDays, netHt, usualMonth, gapDays, rhythm: name });
}

function clusterOf({ isTrade, totals }: ClientFacts, recencyDays: number | null, models: ClientModels): number | null {
  if (isTrade || recencyDays === null || !hasNetOrder(totals)) return null;
  const { orderCount, netHt } = totals;
  return models.clusters.clusterOf({ recencyDays, orderCount, netHt: netHt / decimalScale });
}

type Reach = Pick<
  Customer360,
  'contact' | 'nextContactOn' | 'hasEmail' | 'isBounced' | 'isOptedOut' | 'isTrade' | 'isProfiled' | 'legalBasis'
>;

/** Whether, by what right and from when this client may be written to. */
function reachOf(client: ClientFacts, { asOf, settings }: Yardstick): Reach {
  const consent = readConsent(client.consentEvents, asOf);
  const basis = legalBasis({
    consent,
    isTrade: client.isTrade,
    hasNetOrder: hasNetOrder(client.totals),
    saleLine: client.totals.saleLine,
  });
  const contact = nextContact({ ...client, asOf }, settings.guardrails);
  const isReachable = client.hasEmail && !consent.isBounced && basis.basis !== 'none';
  return {
    contact,
    nextContactOn: isReachable ? contact.nextContactOn : null,
    hasEmail: client.hasEmail,
    isBounced: consent.isBounced,
    isOptedOut: consent.objection !== null,
    isTrade: client.isTrade,
    isProfiled: client.isProfiled,
    legalBasis: basis,
  };
}
