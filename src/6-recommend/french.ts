/** French as a clerk writes it: elisions, months, quantities, names, and the spaces that do not break. */
import { fromDayNumber } from '../values/day.ts';
import { monthName } from '../values/month-names.ts';

/** The space that keeps a sign with its word; `\u202f` only inside numbers. */
export const nbsp = '\u00a0';

/** The month of a day in words, without its year: `novembre`. */
export function monthWord(month: number): string {
  return monthName(month).fr;
}

/** `en novembre 2023`. */
export function inMonthOf(dayNumber: number): string {
  return `en ${monthAndYear(dayNumber)}`;
}

/** `novembre 2023`. */
export function monthAndYear(dayNumber: number): string {
  const day = fromDayNumber(dayNumber);
  return `${monthWord(Number(day.slice(5, 7)))} ${day.slice(0, 4)}`;
}

/** `4 novembre 2023`; the first of a month is `1er`. */
export function dayInWords(dayNumber: number): string {
  const day = Number(fromDayNumber(dayNumber).slice(8));
  return `${day === 1 ? '1er' : day} ${monthAndYear(dayNumber)}`;
}

// A mute h elides (d'Hengst is not said: Germanic names aspirate), so only a vowel decides here.
const startsWithVowel = /^[aeiouyàâäéèêëîïôöùûüœæ]/i;
// « de Yquem »: a y before a vowel is a consonant.
const startsWithConsonantY = /^y[aeiouàâäéèêëîïôöùûü]/i;

/** `de Riesling`, `d'Edelzwicker`. */
export function de(name: string): string {
  const isElided = startsWithVowel.test(name) && !startsWithConsonantY.test(name);
  return isElided ? `d'${name}` : `de ${name}`;
}

const vessels: readonly (readonly [prefix: string, one: string])[] = [
  ['MAGNUM', 'magnum'],
  ['DEMI', 'demi-bouteille'],
  ['BIB', 'fontaine à vin'],
  ['COFFRET', 'coffret'],
  ['JEROBOAM', 'jéroboam'],
];

/** `1 bouteille`, `12 bouteilles`, `2 magnums`, `1 200 bouteilles`. */
export function bottlesInWords(count: number, format = '75CL'): string {
  const vessel = vessels.find(([prefix]) => format.startsWith(prefix))?.[1] ?? 'bouteille';
  const words = count < 2 ? vessel : vessel.replace(/^\S+/, (word) => `${word}s`);
  return `${numberInWords(count)} ${words}`;
}

/** A number in French figures, at most two decimals: `1 234,5`. */
export function numberInWords(value: number): string {
  const [whole = '0', decimals = ''] = String(Math.round(value * 100) / 100).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return decimals === '' ? grouped : `${grouped},${decimals}`;
}

const smallWords = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'et', 'en', 'au', 'aux', 'sur', 'sous']);

/** A name that software wrote in capitals, as a label would: `CREMANT D ALSACE` → `Cremant d'Alsace`. Others stay as they are. */
export function nameInWords(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replaceAll(/\b([dl]) (?=\p{L})/gu, "$1'")
    .split(' ')
    .map((word, place) => (place > 0 && smallWords.has(word) ? word : capitalised(word)))
    .join(' ');
}

function capitalised(word: string): string {
  const elided = /^([dl]')(.+)$/.exec(word);
  if (elided) return `${elided[1]}${capitalised(elided[2] ?? '')}`;
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/**
 * Puts together what a sentence must say and what it may add, within `limit` characters: optional parts are dropped from
 * the last, then the text is cut between two words and closed by an ellipsis.
 */
export function fitted(parts: {
  readonly must: string;
  readonly may: readonly string[];
  readonly limit: number;
}): string {
  for (let kept = parts.may.length; kept >= 0; kept--) {
    const text = `${parts.must}${parts.may.slice(0, kept).join('')}.`;
    if (text.length <= parts.limit) return text;
  }
  return `${cutBetweenWords(parts.must, parts.limit - 1)}…`;
}

/** The longest beginning of a text that ends with a whole word and holds at most `limit` characters. */
export function cutBetweenWords(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const lastSpace = text.lastIndexOf(' ', limit);
  const cut = lastSpace > 0 ? text.slice(0, lastSpace) : '';
  return cut.replace(/[\s ,;:]+$/u, '');
}
