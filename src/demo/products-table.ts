import { type Catalogue, type Product, priceHtCents } from './catalogue.ts';
import type { Dialect } from './dialect.ts';
import { randomOf } from './random.ts';
import type { TableCell, TableRow } from './table-file.ts';

const productHeaders = {
  estate:
    'produit article packaging millesime famille_crm sous_famille macro_categorie prix_ttc price_band premium_tier cepage sucrosite couleur degre aroma_fruit aroma_floral aroma_epice aroma_mineral aroma_acidite aroma_corps aroma_tanin'.split(
      ' ',
    ),
  aliases:
    'Désignation|Référence|Conditionnement|Millesime|Famille CRM|Sous famille|Macro categorie|Prix TTC|Price band|Premium tier|Cépage|Sucrosité|Couleur|Degré|Aroma fruit|Aroma floral|Aroma epice|Aroma mineral|Aroma acidite|Aroma corps|Aroma tanin'.split(
      '|',
    ),
};

const stockHeaders = {
  estate: ['produit', 'article', 'packaging', 'stock_total', 'stock_reserve', 'date_snapshot'],
  aliases: ['Désignation', 'Code article', 'Conditionnement', 'stock_total', 'stock_reserve', 'date_snapshot'],
};

export function headersOfProducts(dialect: Dialect): readonly string[] {
  return productHeaders[dialect.headers];
}

export function headersOfStock(dialect: Dialect): readonly string[] {
  return stockHeaders[dialect.headers];
}

/** One row per product that was ever on sale up to the day: old vintages stay in the price list after they are sold out. */
export function* productRows(catalogue: Catalogue, exportDay: number): Generator<TableRow> {
  for (const product of catalogue.products) {
    if (product.onSaleFrom < exportDay) yield { cells: productCells(product, exportDay), marks: [] };
  }
}

/**
 * One row per product on sale, or sold out for less than two years. What is left on the last day is a year's demand at most;
 * earlier exports show that much more as was sold since, so the exports agree with the sales.
 */
export function* stockRows(
  catalogue: Catalogue,
  options: { seed: number; exportDay: number; lastDay: number; sold: Float64Array; soldAtLast: Float64Array },
): Generator<TableRow> {
  for (const product of catalogue.products) {
    if (product.onSaleFrom >= options.exportDay || product.soldOutFrom < options.exportDay - 730) continue;
    const soldSince = (options.soldAtLast[product.index] ?? 0) - (options.sold[product.index] ?? 0);
    const left = leftAtLast(product, options.seed, options.lastDay, options.soldAtLast[product.index] ?? 0) + soldSince;
    const random = randomOf(options.seed, 82, product.index, options.exportDay);
    const reserve = random.chance(0.15) ? Math.min(left, random.int(1, 24)) : 0;
    const label = product.millesime === null ? product.wine.label : `${product.wine.label} ${product.millesime}`;
    const day = { day: options.exportDay };
    yield { cells: [label, product.article, product.format, whole(left), whole(reserve), day], marks: [] };
  }
}

// One product in sixteen is nearly out: there are more people to please than bottles.
function leftAtLast(product: Product, seed: number, lastDay: number, sold: number): number {
  if (product.soldOutFrom <= lastDay) return 0;
  const random = randomOf(seed, 81, product.index);
  if (random.chance(0.06)) return random.int(0, 5);
  const soldDays = Math.min(1460, Math.max(30, lastDay - product.onSaleFrom));
  const leftDays = Math.min(365, product.soldOutFrom - lastDay);
  return Math.round((sold / soldDays) * leftDays * (0.7 + random.unit())) + random.int(4, 36);
}

function productCells(product: Product, day: number): readonly TableCell[] {
  const { wine, millesime, format, article } = product;
  const ttcCents = Math.round((priceHtCents(product, day) * 6) / 5);
  return [
    wine.label,
    article,
    // The guide gives this row without a packaging (formats.md); it stands for the bottle.
    article === 'CREMANT' ? '' : format,
    millesime === null ? '' : whole(millesime),
    wine.familleCrm,
    wine.sousFamille,
    wine.macroCategorie,
    { number: ttcCents / 100, decimals: 2 },
    priceBand(ttcCents),
    premiumTier(wine.priceHtCents),
    wine.cepage,
    wine.sucrosite,
    wine.couleur,
    { number: wine.degre, decimals: 1 },
    ...wine.aromas.map((hundredths) => ({ number: hundredths / 100, decimals: 2 })),
  ];
}

function whole(number: number): TableCell {
  return { number, decimals: 0 };
}

function priceBand(ttcCents: number): string {
  const bands = ['0-10', '10-15', '15-25', '25-50'] as const;
  const limits = [1000, 1500, 2500, 5000];
  return bands[limits.findIndex((limit) => ttcCents < limit)] ?? '50+';
}

// The guide calls a bottle at 10,20 € TTC "Standard".
function premiumTier(htCents: number): string {
  if (htCents < 800) return 'Entrée';
  if (htCents < 1300) return 'Standard';
  return htCents < 2200 ? 'Premium' : 'Prestige';
}
