/**
 * Which product a name of the sales means: its article code where it names exactly one product of the catalogue, else the
 * vintage and format its label or packaging say, else the wine with an unknown vintage. A label alone is no identity
 * (formats.md: `Gewurztraminer Vendanges Tardives` is GEWURZ 2022 and GEWURZ2 2021).
 */
import { type CatalogueRow, factsOf, type ProductFacts, produitKeyOf } from './catalogue.ts';

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

/** Prepares the answers. A person's decision is the caller's to respect: here only the rules speak. */
export function productRules(rows: readonly CatalogueRow[], wineOf: (saidKey: string) => string): MeaningOf {
  const catalogueWines = new Set(rows.map((row) => wineOf(row.wine_key)));
  const productOfArticle = articleIndex(rows, wineOf);
  return (name) => {
    const wineKey = wineOf(name.saidWineKey);
    const article = productOfArticle(name.source, name.article);
    const isKnown = catalogueWines.has(wineKey);
    if (article && (article.wineKey === wineKey || !isKnown)) return byArticle(name, article, isKnown);
    return byLabel(name, wineKey);
  };
}

// What the line itself says stands above its article: cellars keep one code while vintages and bottles change.
function byArticle(name: ProductName, article: ProductFacts, isKnown: boolean): ProductMeaning {
  const millesime = name.saidMillesime ?? article.millesime;
  const format = name.saidFormat === ordinaryBottle ? article.format : name.saidFormat;
  const isOther = millesime !== article.millesime || format !== article.format;
  const author = isOther ? 'rule:label' : 'rule:article';
  // A label the catalogue does not know is the weaker half of the evidence.
  return { wineKey: article.wineKey, millesime, format, author, confidence: isKnown ? 1 : 0.9 };
}

function byLabel(name: ProductName, wineKey: string): ProductMeaning {
  const facts = { wineKey, millesime: name.saidMillesime, format: name.saidFormat };
  if (name.saidMillesime === null) return { ...facts, confidence: 0.7, author: 'rule:label-without-vintage' };
  return { ...facts, confidence: 1, author: 'rule:label' };
}

/**
 * The one product an article code names in the catalogue of its source, ever: a code that has moved on to another vintage
 * names two, and an old sale must not take the new vintage. A source without a catalogue reads those of the others.
 */
function articleIndex(
  rows: readonly CatalogueRow[],
  wineOf: (saidKey: string) => string,
): (source: string, article: string) => ProductFacts | undefined {
  const everywhere = '';
  const products = new Map<string, Map<string, ProductFacts>>();
  const add = (source: string, row: CatalogueRow): void => {
    const key = `${source}\u0000${row.article}`;
    const facts = factsOf(row, wineOf);
    products.set(key, (products.get(key) ?? new Map()).set(produitKeyOf(facts), facts));
  };
  for (const row of rows) {
    if (row.article === '') continue;
    add(row.source, row);
    add(everywhere, row);
  }
  const sources = new Set(rows.map((row) => row.source));
  return (source, article) => {
    const named = products.get(`${sources.has(source) ? source : everywhere}\u0000${article}`);
    const [only, second] = named ? [...named.values()] : [];
    return second ? undefined : only;
  };
}
