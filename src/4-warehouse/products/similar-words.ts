/** How alike two sets of words are, from 0 to 1: what proposes an alias for a person to confirm, and never more. */

/**
 * The mean likeness of each word to its nearest word on the other side, in whichever direction it is lower: a word too many
 * counts as much as a word too few. Two empty sets are not alike.
 */
export function likenessOfWords(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  return Math.min(meanNearest(one, other), meanNearest(other, one));
}

function meanNearest(words: readonly string[], others: readonly string[]): number {
  const sum = words.reduce((total, word) => total + Math.max(...others.map((other) => jaroWinkler(word, other))), 0);
  return sum / words.length;
}

/** Jaro-Winkler likeness of two words (prefix weight 0.1, at most four letters). */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const jaro = jaroLikeness(one, other);
  let prefix = 0;
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroLikeness(one: string, other: string): number {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = Array.from({ length: other.length }, () => false);
  const matchedInOne: string[] = [];
  for (let index = 0; index < one.length; index++) {
    const last = Math.min(other.length - 1, index + reach);
    for (let at = Math.max(0, index - reach); at <= last; at++) {
      if (taken[at] || one[index] !== other[at]) continue;
      taken[at] = true;
      matchedInOne.push(one[index] ?? '');
      break;
    }
  }
  const matches = matchedInOne.length;
  if (matches === 0) return 0;
  const matchedInOther = other.split('').filter((_, at) => taken[at]);
  const transposed = matchedInOne.filter((letter, index) => letter !== matchedInOther[index]).length / 2;
  return (matches / one.length + matches / other.length + (matches - transposed) / matches) / 3;
}
