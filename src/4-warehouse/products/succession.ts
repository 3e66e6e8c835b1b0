/**
 * What to offer when a product is sold out: the same wine in its newest vintage on sale (wine.md, Vintage succession). A
 * great share of clients who "stopped buying" only met a vintage that was gone.
 */

/** What succession needs to know of a product. */
export interface SaleableProduct {
  readonly produitKey: string;
  readonly wineKey: string;
  readonly format: string;
  readonly millesime: number | null;
  readonly isActive: boolean;
  /** Bottles free to sell by the newest stock-taking; null when no stock-taking ever named it. */
  readonly available: number | null;
}

export interface Succession {
  readonly produitKey: string;
  readonly successorKey: string;
  readonly confidence: number;
}

/** One successor for each sold-out product whose wine is still on sale, in the order of the product keys. */
export function findSuccessions(products: readonly SaleableProduct[]): Succession[] {
  const onSale = new Map<string, SaleableProduct[]>();
  for (const product of products) {
    if (!isSoldOut(product)) onSale.set(product.wineKey, [...(onSale.get(product.wineKey) ?? []), product]);
  }
  return products
    .filter(isSoldOut)
    .flatMap((product) => {
      const successor = successorOf(product, onSale.get(product.wineKey) ?? []);
      if (!successor) return [];
      const confidence = confidenceIn(product, successor);
      return [{ produitKey: product.produitKey, successorKey: successor.produitKey, confidence }];
    })
    .sort((one, other) => (one.produitKey < other.produitKey ? -1 : 1));
}

function isSoldOut(product: SaleableProduct): boolean {
  return !product.isActive || (product.available !== null && product.available <= 0);
}

/** Same format before another, the newest vintage, the ordinary bottle among other formats, then the key. */
function successorOf(product: SaleableProduct, onSale: readonly SaleableProduct[]): SaleableProduct | undefined {
  const [successor] = [...onSale].sort(
    (one, other) =>
      Number(other.format === product.format) - Number(one.format === product.format) ||
      (other.millesime ?? 0) - (one.millesime ?? 0) ||
      Number(other.format === '75CL') - Number(one.format === '75CL') ||
      (one.produitKey < other.produitKey ? -1 : 1),
  );
  return successor;
}

/** 1 for the next vintage in stock; less when stock is unknown, vintages are skipped, unknown or older, or the format differs. */
function confidenceIn(product: SaleableProduct, successor: SaleableProduct): number {
  const stock = successor.available === null ? 0.95 : 1;
  const format = successor.format === product.format ? 1 : 0.7;
  return Math.round(vintageConfidence(product.millesime, successor.millesime) * stock * format * 1000) / 1000;
}

function vintageConfidence(own: number | null, next: number | null): number {
  if (own === null || next === null) return 0.9;
  if (next < own) return 0.6;
  return Math.max(0.7, 1 - 0.05 * Math.max(0, next - own - 1));
}
