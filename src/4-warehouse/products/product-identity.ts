/**
 * Which product a name of the sales means: its article code where it names exactly one product of the catalogue, else the
 * vintage and format its label or packaging say, else the wine with an unknown vintage. A label alone is no identity
 * (formats.md: `Gewurztraminer Vendanges Tardives` is GEWURZ 2022 and GEWURZ2 2021).
 */
import { type CatalogueRow, factsOf, type ProductFacts, produitKeyOf } from './catalogue.ts';
import { groupBy } from './group-by.ts';
import { appliedFrom, type WineIdentity, type WineMeaning } from './wine-identity.ts';

/** A row of `etl.produit_aliases`: what the name says by itself, and what it means so far. */
export interface ProductName {
  readonly source: string;
  readonly labelKey: string;
  readonly article: string;
  readonly packaging: string;
  readonly saidLabel: string;
  readonly saidWineKey: string;
  readonly saidMillesime: number | null;
  readonly saidFormat: string;
  readonly produitKey: string;
  readonly wineKey: string;
  readonly confidence: number;
  readonly author: string;
}

/** What a name means, how sure that is, and who says so. */
export interface ProductMeaning extends ProductFacts {
  readonly confidence: number;
  readonly author: string;
}

/** Answers for every name of the sales, given the catalogue and the wines. */
export type MeaningOf = (name: ProductName) => ProductMeaning;

const ordinaryBottle = '75CL';
/** A label without vintage is sure of the wine, not of the product. */
const withoutVintage = 0.7;

/** Prepares the answers. A person's decision is the caller's to respect: here only the rules speak. */
export function productRules(rows: readonly CatalogueRow[], wines: WineIdentity): MeaningOf {
  const wineOf = (saidKey: string): string => wines.meaningOf(saidKey).wineKey;
  const catalogueWines = new Set(rows.map((row) => wineOf(row.wine_key)));
  const productOfArticle = articleIndex(rows, wineOf);
  return (name) => {
    const wine = wines.meaningOf(name.saidWineKey);
    const article = productOfArticle(name.source, name.article);
    const isKnown = catalogueWines.has(wine.wineKey);
    if (article && (article.wineKey === wine.wineKey || !isKnown)) {
      return byArticle(name, article, isKnown ? wine.confidence : appliedFrom);
    }
    return byLabel(name, wine);
  };
}

/**
 * Which names are those of things beside wine that the catalogue lists (an apron of the family Accessoires): by their label, or by an
 * article code that names nothing else. What a person decided of a name stands.
 */
export function noWineOf(rows: readonly CatalogueRow[]): (name: ProductName) => boolean {
  const rowsOfLabel = groupBy(rows, (row) => row.label_key);
  const rowsOfArticle = articleRows(rows);
  return (name) =>
    name.author.startsWith('rule:') &&
    (areNoWine(rowsOfLabel.get(name.labelKey) ?? []) || areNoWine(rowsOfArticle(name.source, name.article)));
}

function areNoWine(found: readonly CatalogueRow[]): boolean {
  return found.length > 0 && found.every((row) => !row.is_wine);
}

/**
 * For each wine key of the sales, the catalogue's wine keys that its article codes name: a label that always comes with the
 * codes of one wine is that wine's.
 */
export function winesByArticle(
  rows: readonly CatalogueRow[],
  names: readonly ProductName[],
): Map<string, ReadonlySet<string>> {
  const rowsOfArticle = articleRows(rows);
  const wines = new Map<string, Set<string>>();
  for (const name of names) {
    const named = wines.get(name.saidWineKey) ?? new Set();
    for (const row of rowsOfArticle(name.source, name.article)) named.add(row.wine_key);
    wines.set(name.saidWineKey, named);
  }
  return wines;
}

// What the line itself says stands above its article: cellars keep one code while vintages and bottles change.
function byArticle(name: ProductName, article: ProductFacts, confidence: number): ProductMeaning {
  const millesime = name.saidMillesime ?? article.millesime;
  const format = name.saidFormat === ordinaryBottle ? article.format : name.saidFormat;
  const isOther = millesime !== article.millesime || format !== article.format;
  const author = isOther ? 'rule:label' : 'rule:article';
  return { wineKey: article.wineKey, millesime, format, author, confidence };
}

function byLabel(name: ProductName, { wineKey, confidence }: WineMeaning): ProductMeaning {
  const facts = { wineKey, millesime: name.saidMillesime, format: name.saidFormat };
  if (name.saidMillesime !== null) return { ...facts, confidence, author: 'rule:label' };
  return { ...facts, confidence: Math.min(confidence, withoutVintage), author: 'rule:label-without-vintage' };
}

/**
 * The one product an article code names in the catalogue of its source, ever: a code that has moved on to another vintage
 * names two, and an old sale must not take the new vintage.
 */
function articleIndex(
  rows: readonly CatalogueRow[],
  wineOf: (saidKey: string) => string,
): (source: string, article: string) => ProductFacts | undefined {
  const rowsOfArticle = articleRows(rows);
  return (source, article) => {
    const named = groupBy(rowsOfArticle(source, article), (row) => produitKeyOf(factsOf(row, wineOf)));
    const [only, second] = [...named.values()];
    const row = second ? undefined : only?.[0];
    return row && factsOf(row, wineOf);
  };
}

/** The catalogue rows of an article code: those of its source, or where the source has no catalogue those of the others. */
function articleRows(rows: readonly CatalogueRow[]): (source: string, article: string) => readonly CatalogueRow[] {
  const withArticle = rows.filter((row) => row.article !== '');
  const bySource = groupBy(withArticle, (row) => `${row.source}\u0000${row.article}`);
  const everywhere = groupBy(withArticle, (row) => row.article);
  const sources = new Set(rows.map((row) => row.source));
  return (source, article) =>
    (sources.has(source) ? bySource.get(`${source}\u0000${article}`) : everywhere.get(article)) ?? [];
}
