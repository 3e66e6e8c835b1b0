/**
 * Which wine a label means. Rules join labels whose words say the same wine; what is merely alike is proposed with a
 * confidence below 0.9 and waits for a person, whose word stands above every rule.
 */
import { groupBy } from './group-by.ts';
import { likenessOfWords } from './similar-words.ts';
import { comparableWords, isSpelledOut, wordsWithoutRegion } from './wine-words.ts';

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
  /** For a key of the sales, the catalogue's wine keys that its article codes name. */
  readonly byArticle: ReadonlyMap<string, ReadonlySet<string>>;
  /** What people decided; an alias to itself says: this is a wine of its own. */
  readonly byPeople: readonly WineAlias[];
}

/** The wine a key of an export means, and how sure that is. */
export interface WineMeaning {
  readonly wineKey: string;
  readonly confidence: number;
}

export interface WineIdentity {
  /** What a key means; one that no rule and no person speaks of means itself. */
  readonly meaningOf: (saidKey: string) => WineMeaning;
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
  const groups = [...groupByWords(all).values()].map((members) => ({
    name: nameOfGroup(members, keys.catalogue),
    members,
  }));
  const nameOf = new Map(groups.flatMap(({ name, members }) => members.map((key) => [key, name] as const)));
  const known = groups.filter(({ name }) => keys.catalogue.has(name)).map(({ name }) => name);
  const unknown = groups.filter(({ name }) => !keys.catalogue.has(name));
  const aliases = [
    ...groups.flatMap(({ name, members }) => members.filter((key) => key !== name).map((key) => sameWords(key, name))),
    ...aliasesToKnown(unknown, known, keys.byArticle, nameOf),
  ];
  const applied = new Map<string, WineMeaning>();
  // A later alias of a key is the one to the catalogue: it stands above the one inside its group.
  for (const alias of aliases) if (alias.confidence >= appliedFrom) applied.set(alias.aliasKey, alias);
  const byRule = (key: string): WineMeaning => applied.get(key) ?? { wineKey: key, confidence: 1 };
  const meaningOf = (key: string): WineMeaning => {
    const decided = byPeople.get(key);
    if (decided === undefined) return byRule(key);
    return decided === key ? { wineKey: key, confidence: 1 } : byRule(decided);
  };
  const lastOfEach = new Map(aliases.map((alias) => [alias.aliasKey, alias]));
  return { meaningOf, aliases: [...lastOfEach.values()].sort(byAlias) };
}

interface Group {
  readonly name: string;
  readonly members: readonly string[];
}

/**
 * The wines of the catalogue that unknown ones are: the only one their articles name, else the only one of the same words
 * but for the region, else one they resemble, which is only proposed.
 */
function aliasesToKnown(
  unknown: readonly Group[],
  known: readonly string[],
  byArticle: WineKeys['byArticle'],
  nameOf: ReadonlyMap<string, string>,
): WineAlias[] {
  const byWordsWithoutRegion = groupBy(known, (wine) => wordsWithoutRegion(wine).join(' '));
  const byStart = indexByStart(known.map((wine) => ({ wine, words: comparableWords(wine) })));
  return unknown.flatMap(({ name, members }) => {
    const toAll = (wineKey: string, author: string): WineAlias[] =>
      members.map((aliasKey) => ({ aliasKey, wineKey, confidence: appliedFrom, author }));
    const named = new Set(
      members.flatMap((key) => [...(byArticle.get(key) ?? [])].map((wine) => nameOf.get(wine) ?? wine)),
    );
    const [byCode, otherCode] = named;
    if (byCode !== undefined && otherCode === undefined) return toAll(byCode, 'rule:article');
    const words = wordsWithoutRegion(name).join(' ');
    const [byWords, otherWords] = words === '' ? [] : (byWordsWithoutRegion.get(words) ?? []);
    if (byWords !== undefined && otherWords === undefined) return toAll(byWords, 'rule:same-words');
    return propose(name, byStart);
  });
}

/** Keys of the same words; one of small words alone would fall together with every other such key, and stays alone. */
function groupByWords(keys: readonly string[]): Map<string, string[]> {
  return groupBy(keys, (key) => comparableWords(key).join(' ') || `= ${key}`);
}

/** The key that names a group: one of the catalogue, spelled out, the longest, then the first in the alphabet. */
function nameOfGroup(group: readonly string[], catalogue: ReadonlySet<string>): string {
  const rank = (key: string): number => (catalogue.has(key) ? 0 : 2) + (isSpelledOut(key) ? 0 : 1);
  const [first = ''] = [...group].sort(
    (one, other) => rank(one) - rank(other) || other.length - one.length || (one < other ? -1 : 1),
  );
  return first;
}

function sameWords(aliasKey: string, wineKey: string): WineAlias {
  return { aliasKey, wineKey, confidence: sameWordsConfidence, author: 'rule:same-words' };
}

/** The wine of the catalogue that a wine is most like, if alike enough, for a person to confirm. */
function propose(aliasKey: string, byStart: ReadonlyMap<string, ReadonlySet<KnownWine>>): WineAlias[] {
  const nearest = nearestOf(comparableWords(aliasKey), byStart);
  if (!nearest || nearest.likeness < proposedFrom) return [];
  const confidence = Math.floor(nearest.likeness * 890) / 1000;
  return [{ aliasKey, wineKey: nearest.wine, confidence, author: 'rule:similar-label' }];
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
