/** The product a row of the product or stock file names. */
import { produitKey } from '../values/produit-key.ts';
import { type SettledPackaging, settlePackaging } from '../values/packaging.ts';
import { readWineIdentity } from '../values/wine-identity.ts';
import type { CurationContext } from './curator.ts';
import { articleCell, packagingCell } from './identity-cells.ts';
import type { OpenRow } from './open-row.ts';

export interface ProductRow {
  readonly label: string;
  readonly labelKey: string;
  /** The wine by its label, or the article code where articles name the products of the source. */
  readonly wineKey: string;
  readonly millesime: number | undefined;
  readonly article: string;
  readonly unit: SettledPackaging;
}

/** Reads label, article and packaging of a row; `labelColumn` is the one that holds the label. Empty keys where it has none. */
export function readProduct(open: OpenRow, context: CurationContext, labelColumn: string): ProductRow {
  const article = articleCell(open.raw('article'));
  if (article.isLost) open.notice('EAN_LOST', 'article');
  const { packaging, isUnknown } = packagingCell(open.raw('packaging'));
  if (isUnknown) open.notice('UNKNOWN_PACKAGING', 'packaging');
  const isNamedByArticle = context.profile.product_identity === 'article' && article.key !== '';
  const label = open.words(labelColumn) || (isNamedByArticle ? article.article : '');
  const identity = readWineIdentity(label);
  return {
    label,
    labelKey: produitKey(label),
    wineKey: isNamedByArticle ? article.key : identity.wineKey,
    millesime: isNamedByArticle ? undefined : identity.millesime,
    article: article.article,
    unit: settlePackaging(packaging ?? article.packaging, isNamedByArticle ? undefined : identity.packaging),
  };
}
