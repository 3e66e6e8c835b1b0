/**
 * When two labels name one wine: `GEWURZ VT` and `GEWURZTRAMINER VENDANGES TARDIVES` hold the same words once the trade's
 * abbreviations are spelled out, small words are left aside and order is forgotten (formats.md, product identity).
 */

/** Abbreviations of an Alsace cellar, by whole words; several words may stand for one (`V T`, from `V.T.`). */
const abbreviations: readonly (readonly [string, string])[] = [
  ['V T', 'VENDANGES TARDIVES'],
  ['VT', 'VENDANGES TARDIVES'],
  ['VEND TARD', 'VENDANGES TARDIVES'],
  ['VEND TARDIVES', 'VENDANGES TARDIVES'],
  ['VENDANGE TARDIVE', 'VENDANGES TARDIVES'],
  ['S G N', 'SELECTION GRAINS NOBLES'],
  ['SGN', 'SELECTION GRAINS NOBLES'],
  ['G C', 'GRAND CRU'],
  ['GC', 'GRAND CRU'],
  ['GD CRU', 'GRAND CRU'],
  ['GRD CRU', 'GRAND CRU'],
  ['GEWURZ', 'GEWURZTRAMINER'],
  ['GEWURZT', 'GEWURZTRAMINER'],
  ['GEWURTZ', 'GEWURZTRAMINER'],
  ['GEWURTZTRAMINER', 'GEWURZTRAMINER'],
  ['GEWUERZTRAMINER', 'GEWURZTRAMINER'],
  ['CR D ALSACE', 'CREMANT D ALSACE'],
  ['CR ALSACE', 'CREMANT ALSACE'],
  ['V V', 'VIEILLES VIGNES'],
  ['VV', 'VIEILLES VIGNES'],
  ['TRAD', 'TRADITION'],
  ['ST', 'SAINT'],
  ['STE', 'SAINTE'],
];

const smallWords = new Set(['D', 'DE', 'DU', 'DES', 'L', 'LE', 'LA', 'LES', 'ET', 'AU', 'AUX']);

/** Words by which an estate marks what it no longer sells, inside a label or a family. */
const withdrawalWords = new Set(
  ['EPUISE', 'ARRETE', 'RETIRE', 'SUPPRIME', 'INACTIF', 'ARCHIVE'].flatMap((word) => [
    word,
    `${word}S`,
    `${word}E`,
    `${word}ES`,
  ]),
);

/** The distinct words that matter in a wine key, abbreviations spelled out, in alphabetical order. */
export function comparableWords(wineKey: string): readonly string[] {
  const words = expand(wineKey)
    .split(' ')
    .filter((word) => word !== '' && !smallWords.has(word) && !withdrawalWords.has(word));
  return [...new Set(words)].sort();
}

/** The same without the name of the region, which a cellar writes or leaves out at will: `CREMANT BRUT`, `CREMANT D ALSACE BRUT`. */
export function wordsWithoutRegion(wineKey: string): readonly string[] {
  return comparableWords(wineKey).filter((word) => word !== 'ALSACE');
}

/** Whether a wine key is already spelled out: no abbreviation, no word of withdrawal. */
export function isSpelledOut(wineKey: string): boolean {
  return expand(wineKey) === wineKey && !saysWithdrawn(wineKey);
}

/** Whether a text, folded to words, says that the product is no longer sold: `EPUISE`, `ARRETE` …. */
export function saysWithdrawn(words: string): boolean {
  return words.split(' ').some((word) => withdrawalWords.has(word));
}

function expand(wineKey: string): string {
  let words = ` ${wineKey} `;
  for (const [short, long] of abbreviations) words = words.replaceAll(` ${short} `, ` ${long} `);
  return words.trim();
}
