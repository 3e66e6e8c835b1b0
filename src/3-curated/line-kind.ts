/** What a line is: a sale, a return, a sample, a fee …, by the tables of the source's profile (formats.md, Business rules on lines). */
import { type DocumentKind, type LineKind, lineKinds, type SourceProfile } from '../estate/settings.ts';
import type { Decimal4 } from '../values/decimal.ts';
import { emptyCell, type EncodedCell, encodeCell } from './curated-rows.ts';
import { containsWords, produitKey, startsWithWords } from '../values/produit-key.ts';

type LineKindRule = SourceProfile['line_kinds'][number];

/** A rule that matched: its place (the first rule wins), what the line is, and the words that said so. */
export interface KindMatch {
  readonly place: number;
  readonly kind: LineKind;
  readonly words: string;
}

/** The first rule a label (as a product key) matches by its whole words: `PORT` matches `PORT ET EMBALLAGE`, not `PORTO`. */
export function matchLabel(labelKey: string, rules: readonly LineKindRule[]): KindMatch | undefined {
  for (const { place, kind, start, part } of keyedRules(rules)) {
    if (startsWithWords(labelKey, start)) return { place, kind, words: start };
    if (containsWords(labelKey, part)) return { place, kind, words: part };
  }
  return undefined;
}

/** The first rule whose article is this one (as a product key). */
export function matchArticle(articleKey: string, rules: readonly LineKindRule[]): KindMatch | undefined {
  for (const { place, kind, article } of keyedRules(rules)) {
    if (article !== '' && article === articleKey) return { place, kind, words: '' };
  }
  return undefined;
}

interface KeyedRule {
  readonly place: number;
  readonly kind: LineKind;
  readonly start: string;
  readonly part: string;
  readonly article: string;
}

const keyed = new WeakMap<readonly LineKindRule[], readonly KeyedRule[]>();

/** The rules with their words as keys, worked out once for each table: thousands of labels are held against them. */
function keyedRules(rules: readonly LineKindRule[]): readonly KeyedRule[] {
  const known = keyed.get(rules);
  if (known !== undefined) return known;
  const worked = rules.map((rule, place) => ({
    place,
    kind: rule.kind,
    start: produitKey(rule.starts_with ?? ''),
    part: produitKey(rule.contains ?? ''),
    article: produitKey(rule.article ?? ''),
  }));
  keyed.set(rules, worked);
  return worked;
}

/** Of what the label and the article matched, the rule that comes first. */
export function firstMatch(label: KindMatch | undefined, article: KindMatch | undefined): KindMatch | undefined {
  if (label === undefined || article === undefined) return label ?? article;
  return article.place < label.place ? article : label;
}

/**
 * What a line is. A devis or BL is never counted; then the tables say; then a wine given for nothing is a sample (or a
 * loss, when it leaves the cellar by a negative line); what comes back is a return, on a credit note or on an invoice.
 */
export function lineKindOf(line: {
  readonly documentKind: DocumentKind;
  readonly matched: LineKind | undefined;
  readonly qty: Decimal4;
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
}): LineKind {
  if (line.documentKind === 'ignored') return 'ignored';
  if (line.matched !== undefined) return line.matched;
  if (line.mtHt === 0 && line.mtTtc === 0) return line.qty < 0 && line.documentKind === 'sale' ? 'breakage' : 'sample';
  // A bottle taken in exchange for what came back.
  if (line.documentKind === 'return') return line.qty > 0 && line.mtHt > 0 ? 'sale' : 'return';
  return line.qty < 0 && line.mtHt < 0 ? 'return' : 'sale';
}

/** Whether a line of this kind speaks of no wine at all. */
export function isNoWine(kind: LineKind | undefined): boolean {
  return kind === 'fee' || kind === 'deposit';
}

const encodedKinds = new Map<LineKind, EncodedCell>(lineKinds.map((kind) => [kind, encodeCell(kind)]));

/** A line kind as our files hold it. */
export function encodedKind(kind: LineKind): EncodedCell {
  return encodedKinds.get(kind) ?? emptyCell;
}
