/** The product a row of the product or stock file names. */
import { produitKey } from '../values/produit-key.ts';
import { type SettledPackaging, settlePackaging } from '../values/packaging.ts';
import { readWineIdentity } from '../values/wine-identity.ts';
import type { CurationContext } from './curator.ts';
import { articleCell, packagingCell } from './identity-cells.ts';
import { isNoWine, isOnlyBox, matchArticle, matchFamily, matchLabel } from './line-kind.ts';
import type { OpenRow } from './open-row.ts';

export interface ProductRow {
  readonly label: string;
  readonly labelKey: string;
  /** The wine by its label, or the article code where articles name the products of the source; empty for what is no wine. */
  readonly wineKey: string;
  readonly millesime: number | undefined;
  readonly article: string;
  readonly unit: SettledPackaging;
}

/**
 * Reads label, article and packaging of a row; `labelColumn` is the one that holds the label, `families` the words of the catalogue
 * about it. Empty keys where it has none. Glasses, postage, vouchers (the profile's `line_kinds`) are noticed, and are no wine.
 */
export function readProduct(
  open: OpenRow,
  context: CurationContext,
  labelColumn: string,
  families: readonly string[] = [],
): ProductRow {
  const article = articleCell(open.raw('article'));
  if (article.isLost) open.notice('EAN_LOST', 'article');
  // A stock file may say no more of it than the unit it counts in.
  const packagingColumn = open.raw('packaging') === '' ? 'unite' : 'packaging';
  const { packaging, isUnknown } = packagingCell(open.raw(packagingColumn), context.profile.bottles_per_carton);
  if (isUnknown) open.notice('UNKNOWN_PACKAGING', packagingColumn);
  const isNamedByArticle = context.profile.product_identity === 'article' && article.key !== '';
  const label = open.words(labelColumn) || (isNamedByArticle ? article.article : '');
  const identity = readWineIdentity(label);
  const labelKey = produitKey(label);
  const rules = context.profile.line_kinds;
  const matches = [
    matchLabel(labelKey, rules),
    matchArticle(article.key, rules),
    matchFamily(families.map(produitKey), rules),
  ];
  const isWine = !isOnlyBox(labelKey) && !matches.some((match) => isNoWine(match?.kind));
  if (!isWine) open.notice('NO_WINE', labelColumn);
  return {
    label,
    labelKey,
    wineKey: !isWine ? '' : isNamedByArticle ? article.key : identity.wineKey,
    millesime: isNamedByArticle ? undefined : identity.millesime,
    article: article.article,
    unit: settlePackaging(packaging ?? article.packaging, isNamedByArticle ? undefined : identity.packaging),
  };
}
