/** How days and money are written for a person: 1 234,50 €, 27 déc. 2025. No Intl: the same bytes on every machine. */
import type { Language } from './sentence.ts';

const months = ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juill.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'];
const nonBreakingSpace = '\u00a0';
const narrowSpace = '\u202f';

/** A day as French reads it: `27 déc. 2025`; the first of a month is `1er`. Takes `YYYY-MM-DD`. */
export function formatDayFr(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const number = Number(date) === 1 ? '1er' : String(Number(date));
  return [number, months[Number(month) - 1] ?? '', year].join(nonBreakingSpace);
}

/** An amount in euros to the cent: `1 234,50 €`, or `€1,234.50` in English. */
export function formatEuros(euros: number, language: Language): string {
  const [whole = '0', cents = '00'] = Math.abs(euros).toFixed(2).split('.');
  const minus = euros < 0 && Number(`${whole}.${cents}`) !== 0 ? '-' : '';
  if (language === 'en') return `${minus}€${group(whole, ',')}.${cents}`;
  return `${minus}${group(whole, narrowSpace)},${cents}${nonBreakingSpace}€`;
}

function group(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}
