/**
 * How well a letter met what the client then bought. A wine counts as found whatever the vintage and format bought: a new
 * vintage of a known wine is a repeat (evaluation.md, 2). DCG discounts place i by log2(i + 1); its best is cut at the
 * places of the letter. MRR is 1 over the place of the first wine found, 0 without one.
 */
import type { ClientView } from '../client-view.ts';
import type { EstateView } from '../estate-view.ts';
import type { ListedWine } from './letter.ts';
import { count, type Tally } from './tally.ts';

export const letterColumns = [
  'buyers',
  'hit',
  'recall',
  'ndcg',
  'mrr',
  'repeatBuyers',
  'repeatHit',
  'repeatRecall',
  'exploreBuyers',
  'exploreHit',
  'exploreRecall',
  'pricedBuyers',
  'priceError',
  'letters',
  'diversity',
  'wines',
  'soldWines',
  'countedWines',
  'stockedWines',
] as const;
export type LetterColumn = (typeof letterColumns)[number];

/** Marks the letter of a client who bought within the horizon, in the client's row of the tally. */
export function markBuyer(
  tally: Tally<LetterColumn>,
  client: number,
  { letter, wanted, view, estate }: Marked & { readonly wanted: ReadonlySet<number> },
): void {
  const wines = letter.map(({ produit }) => produit.wine.index);
  const places = estate.rules.scenarios.per_client;
  count(tally, client, { buyers: 1, ...rankMarks(wines, wanted, places) });
  const known = new Set([...wanted].filter((wine) => view.knownWines.has(wine)));
  const fresh = new Set([...wanted].filter((wine) => !view.knownWines.has(wine)));
  if (known.size > 0) {
    count(tally, client, { repeatBuyers: 1, repeatHit: hitOf(wines, known), repeatRecall: recallOf(wines, known) });
  }
  if (fresh.size > 0) {
    count(tally, client, { exploreBuyers: 1, exploreHit: hitOf(wines, fresh), exploreRecall: recallOf(wines, fresh) });
  }
  const priceError = priceErrorOf(wines, wanted, estate);
  if (priceError !== null) count(tally, client, { pricedBuyers: 1, priceError });
}

interface Marked {
  readonly letter: readonly ListedWine[];
  readonly view: ClientView;
  readonly estate: EstateView;
}

/** Marks what can be said of any letter, whether its client bought or not. `sold`: by wine, 1 where somebody bought it. */
export function markLetter(
  tally: Tally<LetterColumn>,
  client: number,
  letter: readonly ListedWine[],
  { isStockKnown, sold }: { readonly isStockKnown: boolean; readonly sold: Uint8Array },
): void {
  const soldWines = letter.reduce((sum, { produit }) => sum + (sold[produit.wine.index] ?? 0), 0);
  count(tally, client, { wines: letter.length, soldWines });
  if (isStockKnown) {
    const stockedWines = letter.filter(({ produit }) => (produit.freeBottles ?? 0) >= 1).length;
    count(tally, client, { countedWines: letter.length, stockedWines });
  }
  const diversity = diversityOf(letter);
  if (diversity !== null) count(tally, client, { letters: 1, diversity });
}

/** Hit, recall, NDCG and MRR of a ranked list against what was bought. */
export function rankMarks(
  wines: readonly number[],
  wanted: ReadonlySet<number>,
  places: number,
): { readonly hit: number; readonly recall: number; readonly ndcg: number; readonly mrr: number } {
  let gained = 0;
  let best = 0;
  let mrr = 0;
  for (const [place, wine] of wines.entries()) {
    if (!wanted.has(wine)) continue;
    gained += discountAt(place);
    if (mrr === 0) mrr = 1 / (place + 1);
  }
  for (let place = 0; place < Math.min(places, wanted.size); place++) best += discountAt(place);
  return { hit: hitOf(wines, wanted), recall: recallOf(wines, wanted), ndcg: best > 0 ? gained / best : 0, mrr };
}

function discountAt(place: number): number {
  return 1 / Math.log2(place + 2);
}

function hitOf(wines: readonly number[], wanted: ReadonlySet<number>): number {
  return wines.some((wine) => wanted.has(wine)) ? 1 : 0;
}

function recallOf(wines: readonly number[], wanted: ReadonlySet<number>): number {
  return wines.filter((wine) => wanted.has(wine)).length / wanted.size;
}

/** How far, as a ratio, the prices of a letter lie from those of what was bought: mean |ln(price / mean price bought)|. */
function priceErrorOf(wines: readonly number[], wanted: ReadonlySet<number>, estate: EstateView): number | null {
  const bought = pricesOf(wanted, estate);
  const listed = pricesOf(wines, estate);
  if (bought.length === 0 || listed.length === 0) return null;
  const usual = mean(bought);
  return mean(listed.map((price) => Math.abs(Math.log(price / usual))));
}

function pricesOf(wines: Iterable<number>, estate: EstateView): readonly number[] {
  return [...wines].map((wine) => estate.offerPrices[wine] ?? Number.NaN).filter((price) => price > 0);
}

/** The share of pairs of a letter that are of two families; null below two wines. A family nobody knows differs. */
function diversityOf(letter: readonly ListedWine[]): number | null {
  let pairs = 0;
  let different = 0;
  for (const [place, { produit }] of letter.entries()) {
    for (const other of letter.slice(place + 1)) {
      const { familyKey } = produit.wine;
      pairs++;
      if (familyKey === null || familyKey !== other.produit.wine.familyKey) different++;
    }
  }
  return pairs === 0 ? null : different / pairs;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
