/**
 * Which wine a label means. Rules join labels whose words say the same wine; what is merely alike is proposed with a
 * confidence below 0.9 and waits for a person, whose word stands above every rule.
 */
import { likenessOfWords } from './similar-words.ts';
import { comparableWords, isSpelledOut } from './wine-words.ts';

/** A row of `etl.wine_aliases`: applied when its confidence is at least `appliedFrom`, or when a person wrote it. */
export interface WineAlias {
  readonly aliasKey: string;
  readonly wineKey: string;
  readonly confidence: number;
  /** `rule:…`, or the person. */
  readonly author: string;
}

export interface WineKeys {
  /** Wine keys the product exports name, and those that only sales or stock name. */
  readonly catalogue: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
  /** What people decided; an alias to itself says: this is a wine of its own. */
  readonly byPeople: readonly WineAlias[];
}

export interface WineIdentity {
  /** The wine a key of an export means; a key no rule and no person speaks of means itself. */
  readonly wineOf: (saidKey: string) => string;
  /** Every alias of the rules, applied or proposed. Those of people are not repeated. */
  readonly aliases: readonly WineAlias[];
}

/** From this confidence on, an alias of a rule is applied without a person. */
export const appliedFrom = 0.9;
const sameWordsConfidence = 0.95;
/** Below this likeness nothing is proposed: half-alike names would only tire the reader. */
const proposedFrom = 0.85;

/** Works out the wine of every key. The same keys give the same answer, in whatever order they came. */
export function identifyWines(keys: WineKeys): WineIdentity {
  const byPeople = new Map(keys.byPeople.map((alias) => [alias.aliasKey, alias.wineKey]));
  const all = [...new Set([...keys.catalogue, ...keys.others])].filter((key) => !byPeople.has(key)).sort();
  const byRule = new Map<string, string>();
  for (const group of groupByWords(all).values()) {
    const wineKey = nameOfGroup(group, keys.catalogue);
    for (const key of group) byRule.set(key, wineKey);
  }
  const ruleOf = (key: string): string => byRule.get(key) ?? key;
  const wineOf = (key: string): string => {
    const decided = byPeople.get(key);
    if (decided === undefined) return ruleOf(key);
    return decided === key ? key : ruleOf(decided);
  };
  return { wineOf, aliases: [...sameWords(byRule), ...proposals(byRule, keys.catalogue)].sort(byAlias) };
}

function groupByWords(keys: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    // A key of small words alone would fall together with every other such key.
    const words = comparableWords(key).join(' ') || `= ${key}`;
    const group = groups.get(words);
    if (group) group.push(key);
    else groups.set(words, [key]);
  }
  return groups;
}

/** The key that names a group: one of the catalogue, spelled out, the longest, then the first in the alphabet. */
function nameOfGroup(group: readonly string[], catalogue: ReadonlySet<string>): string {
  const rank = (key: string): number => (catalogue.has(key) ? 0 : 2) + (isSpelledOut(key) ? 0 : 1);
  const [first = ''] = [...group].sort(
    (one, other) => rank(one) - rank(other) || other.length - one.length || (one < other ? -1 : 1),
  );
  return first;
}

function sameWords(byRule: ReadonlyMap<string, string>): WineAlias[] {
  return [...byRule]
    .filter(([key, wineKey]) => key !== wineKey)
    .map(([aliasKey, wineKey]) => ({ aliasKey, wineKey, confidence: sameWordsConfidence, author: 'rule:same-words' }));
}

/** For each wine the catalogue does not know, the one wine of the catalogue it is most like, if any is alike enough. */
function proposals(byRule: ReadonlyMap<string, string>, catalogue: ReadonlySet<string>): WineAlias[] {
  const wines = [...new Set(byRule.values())].sort();
  const known = wines.filter((wine) => catalogue.has(wine)).map((wine) => ({ wine, words: comparableWords(wine) }));
  const unknown = wines.filter((wine) => !catalogue.has(wine));
  const byStart = indexByStart(known);
  return unknown.flatMap((aliasKey) => {
    const nearest = nearestOf(comparableWords(aliasKey), byStart);
    if (!nearest || nearest.likeness < proposedFrom) return [];
    const confidence = Math.floor(nearest.likeness * 890) / 1000;
    return [{ aliasKey, wineKey: nearest.wine, confidence, author: 'rule:similar-label' }];
  });
}

interface KnownWine {
  readonly wine: string;
  readonly words: readonly string[];
}

// Only wines that share the first letters of some word are compared: all pairs of a large catalogue would take minutes.
function indexByStart(known: readonly KnownWine[]): Map<string, Set<KnownWine>> {
  const byStart = new Map<string, Set<KnownWine>>();
  for (const wine of known) {
    for (const word of wine.words) {
      const start = word.slice(0, 3);
      byStart.set(start, (byStart.get(start) ?? new Set()).add(wine));
    }
  }
  return byStart;
}

function nearestOf(
  words: readonly string[],
  byStart: ReadonlyMap<string, ReadonlySet<KnownWine>>,
): { wine: string; likeness: number } | undefined {
  const candidates = new Set(words.flatMap((word) => [...(byStart.get(word.slice(0, 3)) ?? [])]));
  let nearest: { wine: string; likeness: number } | undefined;
  for (const candidate of candidates) {
    // A mean over words cannot reach the bar when the counts of words differ by more than half.
    if (Math.abs(candidate.words.length - words.length) > 1) continue;
    const likeness = likenessOfWords(words, candidate.words);
    const isNearer =
      !nearest || likeness > nearest.likeness || (likeness === nearest.likeness && candidate.wine < nearest.wine);
    if (isNearer) nearest = { wine: candidate.wine, likeness };
  }
  return nearest;
}

function byAlias(one: WineAlias, other: WineAlias): number {
  return one.aliasKey < other.aliasKey ? -1 : 1;
}
