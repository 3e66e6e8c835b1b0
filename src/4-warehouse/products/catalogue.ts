/** Wines and products as the catalogue tells them, and the products that only sales or stock name. */
import { foldUpper } from '../../values/fold.ts';
import { groupBy } from './group-by.ts';
import { saysWithdrawn } from './wine-words.ts';

/** Attributes of a wine that a catalogue row gives; decimals as exact text, an absent one is null. */
export interface WineAttributes {
  readonly famille_crm: string | null;
  readonly sous_famille: string | null;
  readonly macro_categorie: string | null;
  readonly cepage: string | null;
  readonly sucrosite: string | null;
  readonly couleur: string | null;
  readonly premium_tier: string | null;
  readonly aroma_fruit: string | null;
  readonly aroma_floral: string | null;
  readonly aroma_epice: string | null;
  readonly aroma_mineral: string | null;
  readonly aroma_acidite: string | null;
  readonly aroma_corps: string | null;
  readonly aroma_tanin: string | null;
}

/** One row of `etl.catalogue_lignes`, columns as in SQL; `millesime` null when the row names none. */
export interface CatalogueRow extends WineAttributes {
  readonly source: string;
  readonly label_key: string;
  readonly article: string;
  readonly packaging: string;
  readonly millesime: number | null;
  readonly label: string;
  readonly wine_key: string;
  readonly format: string;
  readonly degre: string | null;
  readonly prix_ttc: string | null;
  readonly prix_75cl_ttc: string | null;
  readonly price_band: string | null;
  readonly is_listed: boolean;
  /** False for glasses, postage, vouchers: kept, and no product. */
  readonly is_wine: boolean;
  readonly file_hash: string;
  readonly file_line: number;
}

/** A row of `etl.wines`, columns as in SQL. */
export interface WineRow extends WineAttributes {
  readonly wine_key: string;
  readonly name: string;
  readonly origin: 'catalogue' | 'sales';
}

/** A row of `etl.produits`, columns as in SQL. */
export interface ProduitRow {
  readonly produit_key: string;
  readonly wine_key: string;
  readonly label: string;
  readonly article: string | null;
  readonly packaging: string | null;
  readonly format: string;
  readonly millesime: number | null;
  readonly famille_crm: string | null;
  readonly sous_famille: string | null;
  readonly macro_categorie: string | null;
  readonly cepage: string | null;
  readonly sucrosite: string | null;
  readonly couleur: string | null;
  readonly degre: string | null;
  readonly price_band: string | null;
  readonly premium_tier: string | null;
  readonly prix_ttc: string | null;
  readonly prix_75cl_ttc: string | null;
  readonly origin: 'catalogue' | 'sales';
  readonly is_active: boolean;
  readonly file_hash: string | null;
  readonly file_line: number | null;
}

/** What makes a product: a wine, its vintage where known, its format. */
export interface ProductFacts {
  readonly wineKey: string;
  readonly millesime: number | null;
  readonly format: string;
}

/** The key of a product: wine, vintage if known, format unless it is the ordinary bottle. */
export function produitKeyOf({ wineKey, millesime, format }: ProductFacts): string {
  return [wineKey, millesime, format === '75CL' ? null : format].filter((part) => part !== null).join(' ');
}

/** The wines of the catalogue, each told by its newest listed row. */
export function winesOfCatalogue(rows: readonly CatalogueRow[], wineOf: (saidKey: string) => string): WineRow[] {
  return [...groupBy(rows, (row) => wineOf(row.wine_key))].map(([wineKey, group]) => {
    const row = first(group, byNewestVintage);
    return {
      wine_key: wineKey,
      name: wineName(row.label),
      famille_crm: row.famille_crm,
      sous_famille: row.sous_famille,
      macro_categorie: row.macro_categorie,
      cepage: row.cepage,
      sucrosite: row.sucrosite,
      couleur: row.couleur,
      premium_tier: row.premium_tier,
      aroma_fruit: row.aroma_fruit,
      aroma_floral: row.aroma_floral,
      aroma_epice: row.aroma_epice,
      aroma_mineral: row.aroma_mineral,
      aroma_acidite: row.aroma_acidite,
      aroma_corps: row.aroma_corps,
      aroma_tanin: row.aroma_tanin,
      origin: 'catalogue',
    };
  });
}

/** The products of the catalogue. Several rows of one product (bottle and carton) are told by the one of lowest price. */
export function produitsOfCatalogue(rows: readonly CatalogueRow[], wineOf: (saidKey: string) => string): ProduitRow[] {
  return [...groupBy(rows, (row) => produitKeyOf(factsOf(row, wineOf)))].map(([produitKey, group]) => {
    const row = first(group, byLowestPrice);
    return {
      produit_key: produitKey,
      wine_key: wineOf(row.wine_key),
      label: row.label,
      article: row.article || null,
      packaging: row.packaging || null,
      format: row.format,
      millesime: row.millesime,
      famille_crm: row.famille_crm,
      sous_famille: row.sous_famille,
      macro_categorie: row.macro_categorie,
      cepage: row.cepage,
      sucrosite: row.sucrosite,
      couleur: row.couleur,
      degre: row.degre,
      price_band: row.price_band,
      premium_tier: row.premium_tier,
      prix_ttc: row.prix_ttc,
      prix_75cl_ttc: row.prix_75cl_ttc,
      origin: 'catalogue',
      is_active: group.some((each) => each.is_listed && !isWithdrawn(each)),
      file_hash: row.file_hash,
      file_line: row.file_line,
    };
  });
}

/** A product that only sales or stock name: nothing is known of it but its name. */
export function produitOfSales(facts: ProductFacts, label: string, isActive: boolean): ProduitRow {
  return {
    produit_key: produitKeyOf(facts),
    wine_key: facts.wineKey,
    label,
    article: null,
    packaging: null,
    format: facts.format,
    millesime: facts.millesime,
    famille_crm: null,
    sous_famille: null,
    macro_categorie: null,
    cepage: null,
    sucrosite: null,
    couleur: null,
    degre: null,
    price_band: null,
    premium_tier: null,
    prix_ttc: null,
    prix_75cl_ttc: null,
    origin: 'sales',
    is_active: isActive,
    file_hash: null,
    file_line: null,
  };
}

/** A wine that only sales or stock name. */
export function wineOfSales(wineKey: string, label: string): WineRow {
  return {
    wine_key: wineKey,
    name: wineName(label),
    famille_crm: null,
    sous_famille: null,
    macro_categorie: null,
    cepage: null,
    sucrosite: null,
    couleur: null,
    premium_tier: null,
    aroma_fruit: null,
    aroma_floral: null,
    aroma_epice: null,
    aroma_mineral: null,
    aroma_acidite: null,
    aroma_corps: null,
    aroma_tanin: null,
    origin: 'sales',
  };
}

/** The product a catalogue row tells of. */
export function factsOf(row: CatalogueRow, wineOf: (saidKey: string) => string): ProductFacts {
  return { wineKey: wineOf(row.wine_key), millesime: row.millesime, format: row.format };
}

function isWithdrawn(row: CatalogueRow): boolean {
  const words = [row.label, row.famille_crm, row.sous_famille, row.macro_categorie].filter((text) => text !== null);
  return words.some((text) => saysWithdrawn(foldUpper(text).replaceAll(/[^A-Z0-9]+/g, ' ')));
}

/** A label as the name of its wine: without the vintage. */
function wineName(label: string): string {
  const withoutVintage = label.replaceAll(/[\s(,-]*\b(?:19|20)\d\d\b\)?/g, '').trim();
  return withoutVintage === '' ? label : withoutVintage;
}

// Which file told a row is no part of these orders: it would make the answer depend on the order of arrival.
function byNewestVintage(one: CatalogueRow, other: CatalogueRow): number {
  return (
    Number(other.is_listed) - Number(one.is_listed) ||
    (other.millesime ?? 0) - (one.millesime ?? 0) ||
    Number(other.format === '75CL') - Number(one.format === '75CL') ||
    byName(one, other)
  );
}

function byLowestPrice(one: CatalogueRow, other: CatalogueRow): number {
  const price = (row: CatalogueRow): number => (row.prix_ttc === null ? Number.MAX_VALUE : Number(row.prix_ttc));
  return Number(other.is_listed) - Number(one.is_listed) || price(one) - price(other) || byName(one, other);
}

function byName(one: CatalogueRow, other: CatalogueRow): number {
  const name = (row: CatalogueRow): string =>
    [row.label_key, row.article, row.packaging, row.millesime ?? 0, row.source].join('\u0000');
  return name(one) < name(other) ? -1 : 1;
}

function first<Row>(group: readonly Row[], order: (one: Row, other: Row) => number): Row {
  const [row] = [...group].sort(order);
  if (row === undefined) throw new Error('a group has no row');
  return row;
}
