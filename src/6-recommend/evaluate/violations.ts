/** Every rule a list must keep, asked again of the finished list and of the sales themselves, not of what made it. */
import type { ClientView } from '../client-view.ts';
import { linesOf } from '../sales-ledger.ts';
import type { ListedWine } from './letter.ts';
import type { Origin } from './read-origin.ts';

export const violationCodes = [
  'TOO_MANY_WINES',
  'WINE_TWICE',
  'TOO_MANY_OF_A_FAMILY',
  'BOUGHT_LATELY',
  'NOT_ON_SALE',
  'OUT_OF_STOCK',
  'NOT_RELEASED_YET',
  'UPSELL_NOT_HIGHER',
] as const;
export type ViolationCode = (typeof violationCodes)[number];

/** What only the whole ledger tells: by product, the first day it was ever sold; Infinity for never. */
export interface Hindsight {
  readonly firstSold: Float64Array;
}

/** The rules a letter breaks, one code per wine that breaks it. Source: rules.md, Scenarios and Guardrails. */
export function violationsOf(
  letter: readonly ListedWine[],
  client: ClientView,
  origin: Origin,
  hindsight: Hindsight,
): readonly ViolationCode[] {
  const { estate } = origin;
  const { per_client: places, per_family: perFamily } = estate.rules.scenarios;
  const codes: ViolationCode[] = letter.length > places ? ['TOO_MANY_WINES'] : [];
  const lately = boughtLately(client, origin);
  const ofFamily = new Map<string, number>();
  const wines = new Set<number>();
  for (const listed of letter) {
    const { wine } = listed.produit;
    if (wines.has(wine.index)) codes.push('WINE_TWICE');
    wines.add(wine.index);
    if (lately.has(wine.index)) codes.push('BOUGHT_LATELY');
    codes.push(...shelfViolations(listed, client, origin, hindsight));
    if (wine.familyKey !== null) ofFamily.set(wine.familyKey, (ofFamily.get(wine.familyKey) ?? 0) + 1);
  }
  const largest = Math.max(0, ...ofFamily.values());
  if (estate.hasSeveralFamilies && largest > perFamily) codes.push('TOO_MANY_OF_A_FAMILY');
  return codes;
}

function shelfViolations(
  { produit, scenario }: ListedWine,
  client: ClientView,
  { estate, day }: Origin,
  { firstSold }: Hindsight,
): readonly ViolationCode[] {
  const codes: ViolationCode[] = [];
  if (!produit.isActive) codes.push('NOT_ON_SALE');
  if (estate.isStockKnown && (produit.freeBottles ?? 0) < 1) codes.push('OUT_OF_STOCK');
  if ((firstSold[produit.index] ?? Number.POSITIVE_INFINITY) > day) codes.push('NOT_RELEASED_YET');
  if (scenario === 'upsell' && !((produit.price75clTtc ?? 0) > (client.meanPrice75clTtc ?? 0)))
    codes.push('UPSELL_NOT_HIGHER');
  return codes;
}

function boughtLately(client: ClientView, { ledger, estate, day }: Origin): ReadonlySet<number> {
  const from = day - estate.rules.guardrails.product_exclusion_days;
  const wines = new Set<number>();
  const { start, end } = linesOf(ledger, client.clientCode);
  for (let at = start; at < end; at++) {
    const isTaken = ledger.isSale[at] === 1 && (ledger.milliBottles[at] ?? 0) > 0;
    const wine = estate.produits[ledger.produit[at] ?? 0]?.wine.index;
    if (isTaken && (ledger.day[at] ?? 0) > from && wine !== undefined) wines.add(wine);
  }
  return wines;
}
