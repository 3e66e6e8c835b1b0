/**
 * Works out again what every name means: wines, products and aliases follow from the catalogue, the names seen and what
 * people decided, and from nothing else. So it can be done at any time and in any order, and changes only what differs.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { produitKey } from '../../values/produit-key.ts';
import type { World } from '../../world.ts';
import {
  type CatalogueRow,
  type ProductFacts,
  type ProduitRow,
  produitKeyOf,
  produitOfSales,
  produitsOfCatalogue,
  type WineRow,
  wineOfSales,
  winesOfCatalogue,
} from './catalogue.ts';
import { type MeaningOf, noWineOf, type ProductName, productRules, winesByArticle } from './product-identity.ts';
import { type TwoFigureVintage, twoFigureVintages } from './two-figure-vintages.ts';
import { identifyWines, type WineAlias } from './wine-identity.ts';

const catalogueRows = loadSql(import.meta.url, './catalogue-rows.sql');
const productNames = loadSql(import.meta.url, './product-names.sql');
const wineAliasesByPeople = loadSql(import.meta.url, './wine-aliases-by-people.sql');
const mergeWineAliases = loadSql(import.meta.url, './merge-wine-aliases.sql');
const mergeWines = loadSql(import.meta.url, './merge-wines.sql');
const mergeProduits = loadSql(import.meta.url, './merge-produits.sql');
const updateNames = loadSql(import.meta.url, './update-names.sql');
const updateLines = loadSql(import.meta.url, './update-lines.sql');

/** All that a settling decides. */
interface Settlement {
  readonly wineAliases: readonly WineAlias[];
  readonly wines: readonly WineRow[];
  readonly produits: readonly ProduitRow[];
  /** The names whose meaning differs from what the warehouse holds. */
  readonly changedNames: readonly ProductName[];
  /** Those among them that lines already loaded bear. */
  readonly movedNames: readonly ProductName[];
}

/** Reads names, catalogue and decisions, settles what they mean, writes what differs. Gives the rows written. */
export async function settleProducts(world: World, session: Session): Promise<number> {
  const estate = { estate: world.estate };
  const catalogue = await session.rows<CatalogueRow>(catalogueRows, estate);
  const names = await session.rows<ProductName>(productNames, estate);
  const byPeople = await session.rows<WineAlias>(wineAliasesByPeople, estate);
  const settled = settle(catalogue, names, byPeople);

  let written = await session.execute(mergeWineAliases, { ...estate, rows: JSON.stringify(settled.wineAliases) });
  written += await session.execute(mergeWines, { ...estate, rows: JSON.stringify(settled.wines) });
  written += await session.execute(mergeProduits, { ...estate, rows: JSON.stringify(settled.produits) });
  if (settled.changedNames.length > 0) {
    await session.execute(updateNames, { ...estate, rows: JSON.stringify(settled.changedNames) });
  }
  if (settled.movedNames.length > 0) {
    written += await session.execute(updateLines, { ...estate, rows: JSON.stringify(settled.movedNames) });
  }
  return written;
}

/** What follows from the catalogue, the names seen and the decisions of people. Pure, and blind to the order of its inputs. */
export function settle(
  listed: readonly CatalogueRow[],
  saidNames: readonly ProductName[],
  byPeople: readonly WineAlias[],
): Settlement {
  const isNoWine = noWineOf(listed);
  const said = [
    ...listed.map((row) => ({ wineKey: row.wine_key, millesime: row.millesime })),
    ...saidNames.map((name) => ({ wineKey: name.saidWineKey, millesime: name.saidMillesime })),
  ];
  const vintageOf = twoFigureVintages(said, new Set(byPeople.map(({ aliasKey }) => aliasKey)));
  const catalogue = listed.filter((row) => row.is_wine).map((row) => withRowVintage(row, vintageOf));
  const names = saidNames.filter((name) => !isNoWine(name)).map((name) => withNameVintage(name, vintageOf));
  const identity = identifyWines({
    catalogue: new Set(catalogue.map((row) => row.wine_key)),
    others: new Set(names.map((name) => name.saidWineKey)),
    byArticle: winesByArticle(catalogue, names),
    byPeople,
  });
  const wineOf = (saidKey: string): string => identity.meaningOf(saidKey).wineKey;
  const settledNames = settleNames(names, productRules(catalogue, identity));
  // Without any catalogue nothing says what is withdrawn: then all that was ever sold counts as on sale.
  const produits = withSalesProducts(produitsOfCatalogue(catalogue, wineOf), settledNames, catalogue.length === 0);
  const changed = [...settledNames, ...saidNames.filter(isNoWine).map(asNoWine)].filter(
    ({ before, after }) => before !== after,
  );
  return {
    wineAliases: identity.aliases,
    wines: withSalesWines(winesOfCatalogue(catalogue, wineOf), produits),
    produits,
    changedNames: changed.map(({ after }) => after),
    movedNames: changed
      .filter(({ before, after }) => before.author !== 'rule:pending' && before.produitKey !== after.produitKey)
      .map(({ after }) => after),
  };
}

function withRowVintage(row: CatalogueRow, vintageOf: TwoFigureVintage): CatalogueRow {
  const read = row.millesime === null ? vintageOf(row.wine_key) : undefined;
  return read === undefined ? row : { ...row, wine_key: read.wineKey, millesime: read.millesime };
}

function withNameVintage(name: ProductName, vintageOf: TwoFigureVintage): ProductName {
  const read = name.saidMillesime === null ? vintageOf(name.saidWineKey) : undefined;
  return read === undefined ? name : { ...name, saidWineKey: read.wineKey, saidMillesime: read.millesime };
}

interface ChangedName {
  readonly before: ProductName;
  /** The same object when nothing changed, or when a person decided it. */
  readonly after: ProductName;
}

interface SettledName extends ChangedName {
  readonly facts: ProductFacts;
}

/** A name of no wine means no product: its key is empty, and the lines that bear it have none. */
function asNoWine(before: ProductName): ChangedName {
  const after = { ...before, produitKey: '', wineKey: '', confidence: 1, author: 'rule:no-wine' };
  return { before, after: isSameMeaning(before, after) ? before : after };
}

function settleNames(names: readonly ProductName[], meaningOf: MeaningOf): SettledName[] {
  return names.map((before) => {
    if (!before.author.startsWith('rule:')) {
      const facts = { wineKey: before.wineKey, millesime: before.saidMillesime, format: before.saidFormat };
      return { before, after: before, facts };
    }
    const { confidence, author, ...facts } = meaningOf(before);
    const after = { ...before, produitKey: produitKeyOf(facts), wineKey: facts.wineKey, confidence, author };
    return { before, after: isSameMeaning(before, after) ? before : after, facts };
  });
}

function isSameMeaning(one: ProductName, other: ProductName): boolean {
  return (
    one.produitKey === other.produitKey &&
    one.wineKey === other.wineKey &&
    one.confidence === other.confidence &&
    one.author === other.author
  );
}

/**
 * Whether one label names a wine at least as well as another: one that begins with the wine's own words, not with `Échantillon` or
 * `Offert`; of two such the last in the alphabet. Any rule would do there, as long as order plays no part.
 */
function namesBetter(one: string, other: string, wineKey: string): boolean {
  const [isPlain, isOtherPlain] = [one, other].map((label) => produitKey(label).startsWith(wineKey));
  return isPlain === isOtherPlain ? one >= other : isPlain === true;
}

/** The catalogue's products, and one for each product that only names of the sales mean. */
function withSalesProducts(
  produits: readonly ProduitRow[],
  names: readonly SettledName[],
  isOnSale: boolean,
): ProduitRow[] {
  const byKey = new Map(produits.map((produit) => [produit.produit_key, produit]));
  for (const { after, facts } of names) {
    const known = byKey.get(after.produitKey);
    if (known && (known.origin === 'catalogue' || namesBetter(known.label, after.saidLabel, facts.wineKey))) continue;
    byKey.set(after.produitKey, { ...produitOfSales(facts, after.saidLabel, isOnSale), produit_key: after.produitKey });
  }
  return [...byKey.values()];
}

/** The catalogue's wines, and one for each wine of which only sales tell. */
function withSalesWines(wines: readonly WineRow[], produits: readonly ProduitRow[]): WineRow[] {
  const byKey = new Map(wines.map((wine) => [wine.wine_key, wine]));
  for (const produit of produits) {
    const known = byKey.get(produit.wine_key);
    const wine = wineOfSales(produit.wine_key, produit.label);
    if (known && (known.origin === 'catalogue' || namesBetter(known.name, wine.name, wine.wine_key))) continue;
    byKey.set(produit.wine_key, wine);
  }
  return [...byKey.values()];
}
