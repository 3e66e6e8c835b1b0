/** What a line is: a sale, a return, a sample, a fee …, by the tables of the source's profile (formats.md, Business rules on lines). */
import type { DocumentKind, LineKind, RuleKind, SourceProfile } from '../estate/settings.ts';
import type { Decimal4 } from '../values/decimal.ts';
import { type EncodedCell, encodeCell } from './curated-rows.ts';
import { containsWords, produitKey, startsWithWords } from '../values/produit-key.ts';

type LineKindRule = SourceProfile['line_kinds'][number];

/** A rule that matched: its place (the first rule wins), what the line is, and the words that said so. */
export interface KindMatch {
  readonly place: number;
  readonly kind: RuleKind;
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

/** The first rule one of these families of the catalogue (as product keys) begins with: `VERRERIE` matches `Verrerie et cadeaux`. */
export function matchFamily(familyKeys: readonly string[], rules: readonly LineKindRule[]): KindMatch | undefined {
  for (const { place, kind, family } of keyedRules(rules)) {
    if (familyKeys.some((key) => startsWithWords(key, family))) return { place, kind, words: '' };
  }
  return undefined;
}

const boxWords = /^(?:COFFRETS?|BOITES?|POCHETTES?|EMBALLAGES?|CADEAUX?|VIDES?|KRAFT)$/;
const besideBoxWords =
  /^(?:CAISSES?|CARTONS?|BOIS|LUXE|DE|EN|POUR|A|X?\d{1,2}|BOUTEILLES?|BTES?|BTLS?|BLLES?|MAGNUMS?|CL|\d{2,3}CL)$/;

/**
 * Whether a label (as a product key) names a box and nothing that could lie in it: `Coffret cadeau 2 bouteilles`. No product to
 * recommend; what was paid for one stays in the turnover, for some are sold filled.
 */
export function isOnlyBox(labelKey: string): boolean {
  const words = labelKey.split(' ');
  return (
    words.some((word) => boxWords.test(word)) && words.every((word) => boxWords.test(word) || besideBoxWords.test(word))
  );
}

interface KeyedRule {
  readonly place: number;
  readonly kind: RuleKind;
  readonly start: string;
  readonly part: string;
  readonly article: string;
  readonly family: string;
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
    family: produitKey(rule.family ?? ''),
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
 * loss, when it leaves the cellar by a negative line); what comes back is a return, on a credit note or on an invoice. A discount
 * gives money back as a return does; one written positive on an invoice may only tell what was taken off above, and is kept aside.
 */
export function lineKindOf(line: {
  readonly documentKind: DocumentKind;
  readonly matched: RuleKind | undefined;
  readonly qty: Decimal4;
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
}): LineKind {
  if (line.documentKind === 'ignored') return 'ignored';
  if (line.matched === 'discount') return line.documentKind === 'return' || line.mtHt < 0 ? 'return' : 'fee';
  if (line.matched !== undefined) return line.matched;
  if (line.mtHt === 0 && line.mtTtc === 0) return line.qty < 0 && line.documentKind === 'sale' ? 'breakage' : 'sample';
  // A bottle taken in exchange for what came back.
  if (line.documentKind === 'return') return line.qty > 0 && line.mtHt > 0 ? 'sale' : 'return';
  return line.qty < 0 && line.mtHt < 0 ? 'return' : 'sale';
}

/** Whether a line of this kind speaks of no wine at all. */
export function isNoWine(kind: RuleKind | undefined): boolean {
  return kind === 'fee' || kind === 'deposit' || kind === 'discount';
}

// Written out, not made of the list in the settings: a thread that helps would load all that reads settings for it.
const encodedKinds: Readonly<Record<LineKind, EncodedCell>> = {
  sale: encodeCell('sale'),
  return: encodeCell('return'),
  sample: encodeCell('sample'),
  breakage: encodeCell('breakage'),
  fee: encodeCell('fee'),
  deposit: encodeCell('deposit'),
  ignored: encodeCell('ignored'),
};

/** A line kind as our files hold it. */
export function encodedKind(kind: LineKind): EncodedCell {
  return encodedKinds[kind];
}
