/** A day in full, in the language of the letter, and a capital at the head of a sentence. */
import { dayInWords as dayInFrench } from '../../6-recommend/french.ts';
import { isDay, toDayNumber } from '../../values/day.ts';
import { monthName } from '../../values/month-names.ts';
import type { Language } from '../../values/sentence.ts';

/** `27 décembre 2025`, `27 December 2025`; empty for what is no day. */
export function dayInWords(day: string, language: Language): string {
  if (!isDay(day)) return '';
  if (language === 'fr') return dayInFrench(toDayNumber(day));
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${monthName(Number(month)).en} ${year}`;
}

/** The first letter in capital. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
