import { foldUpper } from './fold.ts';

/** Punctuation, spaces and control characters, and the backtick people type for an apostrophe. */
const gaps = /[\p{P}\p{Z}\p{Cc}`]+/gu;
const otherSigns = /[^\p{L}\p{Nd} ]/gu;

/**
 * The product key of a label: `Crémant d'Alsace Extra-Brut` → `CREMANT D ALSACE EXTRA BRUT`; empty when nothing remains.
 * Upper case, ligatures spelled out, accents off, any run of punctuation or dashes one space, other signs removed
 * (formats.md). It also compares document types, article codes and till names. The key of a key is itself.
 */
export function produitKey(label: string): string {
  return foldUpper(label).replace(gaps, ' ').replace(otherSigns, '').replace(/ +/g, ' ').trim();
}

/** Whether `words` (a key) holds all of `sought` (a key) as whole words: `PORT` is in `FRAIS DE PORT`, not in `PORTO`. */
export function containsWords(words: string, sought: string): boolean {
  return sought !== '' && ` ${words} `.includes(` ${sought} `);
}

/** Whether `words` (a key) begins with the whole words of `sought` (a key). */
export function startsWithWords(words: string, sought: string): boolean {
  return sought !== '' && (words === sought || words.startsWith(`${sought} `));
}
