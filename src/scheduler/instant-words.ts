import { type Sentence, sentence } from '../values/sentence.ts';

/** An instant as people at the estate say it: `lundi 16 novembre à 06:10`. */
export function instantInWords(at: Date, timezone: string): Sentence {
  return sentence(
    `${dayWords(at, timezone, 'fr-FR')} à ${timeWords(at, timezone)}`,
    `${dayWords(at, timezone, 'en-GB')} at ${timeWords(at, timezone)}`,
  );
}

function dayWords(at: Date, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

function timeWords(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('fr-FR', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}
