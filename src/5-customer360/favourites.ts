/** What a client spends on: families, grapes, sweetness, colours, formats and price bands, each with its share. */
import { type Decimal4, divideDecimal, formatDecimal, decimalScale } from '../values/decimal.ts';
import { foldUpper } from '../values/fold.ts';
import { type CatalogueProduit, keptPurchases, type ProduitPurchase } from './purchases.ts';

export interface Favourite {
  readonly name: string;
  /** Of all the client spends on wine, four digits: what nobody knows the family of is in the whole, but in no share. */
  readonly share: number;
  /** Exact, as text. */
  readonly netHt: string;
  readonly bottles: number;
}

export interface Favourites {
  readonly families: readonly Favourite[];
  readonly grapes: readonly Favourite[];
  readonly sweetness: readonly Favourite[];
  readonly colours: readonly Favourite[];
  readonly formats: readonly Favourite[];
  readonly priceBands: readonly Favourite[];
}

type Attribute = 'family' | 'grape' | 'sweetness' | 'colour' | 'format' | 'priceBand';

/** A page shows so many of each; the rest is small change. */
const longestList = 6;

/** The favourites of one client by share of net spend, highest first; equal ones by name. */
export function clientFavourites(purchases: readonly ProduitPurchase[]): Favourites {
  const kept = keptPurchases(purchases);
  const spent = kept.reduce((sum, { netHt }) => sum + netHt, 0);
  const by = (attribute: Attribute): readonly Favourite[] => favouritesBy(kept, attribute, spent);
  return {
    families: by('family'),
    grapes: by('grape'),
    sweetness: by('sweetness'),
    colours: by('colour'),
    formats: by('format'),
    priceBands: by('priceBand'),
  };
}

/** The price of a 75-cl equivalent that half of the client's bottles lie below, TTC; null when nothing was kept. */
export function medianPrice75clTtc(purchases: readonly ProduitPurchase[]): Decimal4 | null {
  const prices = keptPurchases(purchases)
    .filter(({ units }) => units > 0)
    .map(({ netTtc, units }) => ({ price: divideDecimal(netTtc, units), units }))
    .sort((left, right) => left.price - right.price);
  const half = prices.reduce((sum, { units }) => sum + units, 0) / 2;
  let below = 0;
  for (const { price, units } of prices) {
    below += units;
    if (below >= half) return price;
  }
  return null;
}

interface Sum {
  readonly name: string;
  netHt: Decimal4;
  bottles: Decimal4;
}

function favouritesBy(kept: readonly ProduitPurchase[], attribute: Attribute, spent: Decimal4): readonly Favourite[] {
  return oneSpelling(sumsBy(kept, attribute))
    .sort((left, right) => right.netHt - left.netHt || (left.name < right.name ? -1 : 1))
    .slice(0, longestList)
    .map(({ name, netHt, bottles }) => ({
      name,
      share: Math.round((netHt / spent) * 10_000) / 10_000,
      netHt: formatDecimal(netHt),
      bottles: bottles / decimalScale,
    }));
}

function sumsBy(kept: readonly ProduitPurchase[], attribute: Attribute): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const { produit, netHt, bottles } of kept) {
    const name = wordOf(produit, attribute);
    if (name !== null) add(sums, name, { name, netHt, bottles });
  }
  return [...sums.values()];
}

/** `CRÉMANT` and `crémant ` are one family; the first spelling, in the order of the products, names it. */
function oneSpelling(sums: readonly Sum[]): Sum[] {
  const merged = new Map<string, Sum>();
  for (const sum of sums) add(merged, foldUpper(sum.name), sum);
  return [...merged.values()];
}

function add(sums: Map<string, Sum>, key: string, sum: Sum): void {
  const known = sums.get(key);
  if (known === undefined) {
    sums.set(key, { ...sum });
    return;
  }
  known.netHt += sum.netHt;
  known.bottles += sum.bottles;
}

function wordOf(produit: CatalogueProduit | undefined, attribute: Attribute): string | null {
  const word = produit?.[attribute]?.trim() ?? '';
  return word === '' ? null : word;
}
