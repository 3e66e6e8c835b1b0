/** What was sold on a line: its label, article, packaging and vintage, read together, once for each way of writing them. */
import type { RuleKind, SourceProfile } from '../estate/settings.ts';
import { cleanText } from '../values/clean-text.ts';
import { type SettledPackaging, settlePackaging } from '../values/packaging.ts';
import { parseMillesime } from '../values/wine-identity.ts';
import { CellMemo } from './cell-memo.ts';
import { type EncodedCell, encodeCells } from './curated-rows.ts';
import { type CurationContext, columnIndex } from './curator.ts';
import { type ArticleCell, articleCell, type PackagingCell, packagingCell } from './identity-cells.ts';
import { firstMatch, isNoWine, isOnlyBox, matchArticle } from './line-kind.ts';
import { type LabelCell, labelCells } from './wine-cells.ts';

export interface SoldCells {
  /** Whether anything names it: its label, or its article where articles name the products; there the article alone is enough. */
  readonly isNamed: boolean;
  /** What the rules of the profile say such a line is; undefined when they say nothing. */
  readonly matched: RuleKind | undefined;
  readonly isWine: boolean;
  /** What one unit holds; nothing where it is no wine. */
  readonly unit: Pick<SettledPackaging, 'bottlesPerUnit' | 'equivalentsPerUnit'>;
  /** The cells of a curated line from its label to its packaging: as bytes, to be written as if they were one. */
  readonly encoded: EncodedCell;
  readonly isArticleLost: boolean;
  readonly isLabelRepaired: boolean;
  readonly isPackagingUnknown: boolean;
  /** Whether a line that was kept said it so. */
  isSaid: boolean;
}

/** The columns of a file, and what they say together. */
export interface SoldColumns {
  readonly cells: CellMemo<SoldCells>;
  readonly label: number;
  readonly article: number;
  readonly packaging: number;
}

const noUnit = { bottlesPerUnit: 0, equivalentsPerUnit: 0 } as const;

export function soldColumns(context: CurationContext): SoldColumns {
  const { profile } = context;
  const columns = ['produit_label', 'article', 'packaging', 'millesime'].map((column) => columnIndex(context, column));
  const [label = -1, article = -1, packaging = -1] = columns;
  const labelOf = rememberingOf(labelCells(profile.line_kinds, profile.product_identity));
  const read = (labelText = '', articleText = '', packagingText = '', vintageText = ''): SoldCells => {
    const code = articleCell(articleText);
    const words = labelOf(labelText);
    const matched = firstMatch(words.match, matchArticle(code.key, profile.line_kinds))?.kind;
    const isWineLabel = profile.product_identity === 'label' && !isNoWine(matched);
    const dated = isWineLabel ? withVintage(words, vintageText, labelOf) : words;
    return soldCells(profile, {
      label: dated,
      article: code,
      packaging: packagingCell(packagingText, profile.bottles_per_carton),
      matched,
    });
  };
  return { cells: new CellMemo(columns, read), label, article, packaging };
}

/** Two vintages are two products: one that stands in a column of its own is read as the last word of a label that says none. */
function withVintage(label: LabelCell, vintageText: string, labelOf: (text: string) => LabelCell): LabelCell {
  if (label.label === '' || label.millesime !== undefined || vintageText === '') return label;
  const vintage = parseMillesime(cleanText(vintageText).text);
  if (typeof vintage !== 'number') return label;
  return { ...labelOf(`${label.label} ${vintage}`), isRepaired: label.isRepaired };
}

interface ReadSold {
  readonly label: LabelCell;
  readonly article: ArticleCell;
  readonly packaging: PackagingCell;
  readonly matched: RuleKind | undefined;
}

function soldCells({ product_identity: namedBy }: SourceProfile, read: ReadSold): SoldCells {
  const { label, article, packaging, matched } = read;
  const isWine = !isNoWine(matched) && !(namedBy === 'label' && isOnlyBox(label.labelKey));
  const isNamedByArticle = namedBy === 'article' && article.key !== '';
  // Packaging comes from its own column, else from the article when it is a packaging code, else from the label.
  const unit = settlePackaging(packaging.packaging ?? article.packaging, label.packaging);
  const wineKey = isNamedByArticle ? article.key : label.wineKey;
  const wine = isWine ? [wineKey, String(label.millesime ?? ''), unit.format] : ['', '', ''];
  const names = [label.label || article.article, label.labelKey || article.key];
  return {
    isNamed: label.labelKey !== '' || isNamedByArticle,
    matched,
    isWine,
    unit: isWine ? unit : noUnit,
    encoded: encodeCells([...names, ...wine, article.asWritten, isWine ? unit.code : '']),
    isArticleLost: article.isLost,
    isLabelRepaired: label.isRepaired,
    isPackagingUnknown: isWine && packaging.isUnknown,
    isSaid: false,
  };
}

/** Beyond so many different labels those met so far are forgotten: memory stays flat whatever the file. */
const mostLabels = 1 << 16;

/** The same label comes with many articles and packagings, and is what takes longest to read. */
function rememberingOf<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= mostLabels) known.clear();
    const value = read(text);
    known.set(text, value);
    return value;
  };
}
