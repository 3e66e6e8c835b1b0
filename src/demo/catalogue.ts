import { dayNumberOf, yearOf } from './calendar.ts';
import type { Format } from './packagings.ts';
import { itemAt, type Random, randomOf } from './random.ts';
import { type Cycle, type Wine, wines } from './wines.ts';

/** One wine of one vintage in one format: a line of the price list, with the days between which it can be bought. */
export interface Product {
  readonly index: number;
  readonly wine: Wine;
  readonly millesime: number | null;
  readonly format: Format;
  readonly article: string;
  /** The first day of sale, and the first day it is sold out. */
  readonly onSaleFrom: number;
  readonly soldOutFrom: number;
}

/** Every product that was on sale on some day of the history, wine by wine, old vintages first. */
export interface Catalogue {
  readonly products: readonly Product[];
  /** By wine, then by format: the products, newest first. */
  readonly shelves: readonly ReadonlyMap<Format, readonly Product[]>[];
}

// Years, months and overlap in days after which the next vintage takes over. Sweet wines stay on sale beside their successors.
const cycles: Record<Exclude<Cycle, 'no_vintage'>, { years: number; month: number; overlapDays: [number, number] }> = {
  early: { years: 1, month: 4, overlapDays: [5, 110] },
  autumn: { years: 1, month: 9, overlapDays: [10, 150] },
  cellared: { years: 2, month: 4, overlapDays: [30, 300] },
  late_harvest: { years: 2, month: 6, overlapDays: [250, 620] },
  noble_rot: { years: 2, month: 11, overlapDays: [300, 700] },
  sparkling: { years: 2, month: 3, overlapDays: [10, 120] },
};

// The estate's guide names these articles and vintages (formats.md); every other article is a stem and a year.
const namedArticles: Readonly<Record<string, string>> = {
  'CREMANT 2023': 'CREMANT',
  'GEWURZ 2022': 'GEWURZ',
  'GEWURZ 2021': 'GEWURZ2',
  'RIESLING 2024': 'RIESLING',
};

const articleSuffixes: Record<Format, string> = {
  BOUTEILLE: '',
  MAGNUM: 'M',
  DEMI: 'D',
  BIB3: 'B3',
  BIB5: 'B5',
  COFFRET2: '',
  COFFRET3: '',
};

/** The price list of every day from `firstDay` up to, not including, `endDay`. */
export function buildCatalogue(seed: number, firstDay: number, endDay: number): Catalogue {
  const products: Product[] = [];
  for (const wine of wines) {
    for (const span of vintageSpans(seed, wine, firstDay, endDay)) {
      for (const format of wine.formats) {
        products.push({
          index: products.length,
          wine,
          format,
          article: articleOf(wine, span.millesime, format),
          ...span,
        });
      }
    }
  }
  return { products, shelves: wines.map((wine) => shelfOf(wine, products)) };
}

/**
 * The product a buyer gets who asks for a wine in a format on a day: the newest vintage, or an older one while it lasts.
 * Undefined when the wine has nothing on sale in this format.
 */
export function productFor(
  catalogue: Catalogue,
  wine: Wine,
  format: Format,
  day: number,
  random: Random,
): Product | undefined {
  const shelf = catalogue.shelves[wine.index]?.get(format) ?? [];
  let chosen: Product | undefined;
  for (const product of shelf) {
    if (product.onSaleFrom > day || product.soldOutFrom <= day) continue;
    if (chosen !== undefined && !random.chance(0.35)) break;
    chosen = product;
  }
  return chosen;
}

/** What one piece of a product costs on a day, HT in cents: 2.5 % more a vintage, 2 % more a year without vintage. */
export function priceHtCents(product: Product, day: number): number {
  const { wine, millesime, format } = product;
  const growth = millesime === null ? 1.02 ** (yearOf(day) - 2024) : 1.025 ** (millesime - 2023);
  return roundToTenCents(wine.priceHtCents * growth * formatFactors[format]);
}

const formatFactors: Record<Format, number> = {
  BOUTEILLE: 1,
  MAGNUM: 2.15,
  DEMI: 0.6,
  BIB3: 2.9,
  BIB5: 4.4,
  COFFRET2: 1,
  COFFRET3: 1,
};

function roundToTenCents(cents: number): number {
  return Math.round(cents / 10) * 10;
}

interface VintageSpan {
  readonly millesime: number | null;
  readonly onSaleFrom: number;
  readonly soldOutFrom: number;
}

function vintageSpans(seed: number, wine: Wine, firstDay: number, endDay: number): readonly VintageSpan[] {
  if (wine.cycle === 'no_vintage') return [{ millesime: null, onSaleFrom: firstDay, soldOutFrom: endDay + 3650 }];
  const [shortest, longest] = cycles[wine.cycle].overlapDays;
  const harvests = harvestsOf(wine.cycle, yearOf(firstDay) - 6, yearOf(endDay) + 4);
  return harvests
    .slice(0, -1)
    .map((millesime, position) => ({
      millesime,
      onSaleFrom: releaseDay(wine, millesime),
      soldOutFrom:
        releaseDay(wine, itemAt(harvests, position + 1)) +
        randomOf(seed, 11, wine.index, millesime).int(shortest, longest),
    }))
    .filter((span) => span.onSaleFrom < endDay && span.soldOutFrom > firstDay);
}

// Late harvests and noble rot need their autumn: not every year gives one.
function harvestsOf(cycle: Cycle, first: number, last: number): readonly number[] {
  const years = Array.from({ length: last - first + 1 }, (_, position) => first + position);
  if (cycle === 'late_harvest') return years.filter((year) => year % 5 !== 3);
  if (cycle === 'noble_rot') return years.filter((year) => year % 2 === 0);
  return years;
}

function releaseDay(wine: Wine, millesime: number): number {
  if (wine.cycle === 'no_vintage') return 0;
  const { years, month } = cycles[wine.cycle];
  return dayNumberOf(millesime + years, month, 1 + ((wine.index * 5) % 20));
}

function articleOf(wine: Wine, millesime: number | null, format: Format): string {
  if (millesime === null) return `${wine.stem}${articleSuffixes[format]}`;
  const named = format === 'BOUTEILLE' ? namedArticles[`${wine.stem} ${millesime}`] : undefined;
  return named ?? `${wine.stem}${String(millesime).slice(2)}${articleSuffixes[format]}`;
}

function shelfOf(wine: Wine, products: readonly Product[]): ReadonlyMap<Format, readonly Product[]> {
  const own = products.filter((product) => product.wine === wine).reverse();
  return new Map(wine.formats.map((format) => [format, own.filter((product) => product.format === format)]));
}
