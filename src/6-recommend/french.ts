/** French as a clerk writes it: elisions, months, quantities, prices, and the spaces that do not break. */
import { dayOfNumber, monthOf, yearOf } from './day.ts';

/** The space that keeps a sign with its word; `\u202f` only inside numbers. */
export const nbsp = '\u00a0';

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;

/** The month of a day in words, without its year: `novembre`. */
export function monthWord(month: number): string {
  return months[month - 1] ?? '';
}

/** `en novembre 2023`. */
export function inMonthOf(dayNumber: number): string {
  return `en ${monthAndYear(dayNumber)}`;
}

/** `novembre 2023`. */
export function monthAndYear(dayNumber: number): string {
  return `${monthWord(monthOf(dayNumber))} ${yearOf(dayNumber)}`;
}

/** `4 novembre 2023`; the first of a month is `1er`. */
export function dayInWords(dayNumber: number): string {
  const day = Number(dayOfNumber(dayNumber).slice(8));
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

/** `1 bouteille`, `12 bouteilles`, `1 200 bouteilles`; halves of a litre wine keep their comma. */
export function bottlesInWords(bottles: number): string {
  return `${numberInWords(bottles)} bouteille${Math.abs(bottles) < 2 ? '' : 's'}`;
}

/** A number in French figures, at most two decimals: `1 234,5`. */
export function numberInWords(value: number): string {
  const [whole = '0', decimals = ''] = String(Math.round(value * 100) / 100).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return decimals === '' ? grouped : `${grouped},${decimals}`;
}

/** `1 234,50 €`. */
export function eurosInWords(euros: number): string {
  const [whole = '0', cents = '00'] = euros.toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')},${cents}${nbsp}€`;
}

/** `une fois`, `2 fois`. */
export function timesInWords(count: number): string {
  return count === 1 ? 'une fois' : `${numberInWords(count)} fois`;
}

/**
 * Puts together what a sentence must say and what it may add, within `limit` characters: optional parts are dropped from
 * the last, then the text is cut between two words and closed by an ellipsis.
 */
export function fitted(parts: { readonly must: string; readonly may: readonly string[]; readonly limit: number }): string {
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
