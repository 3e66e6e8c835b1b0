/**
 * What the page says, in the reader's language: French first. There is no catalogue of words: both sentences stand where
 * they are used. Call `t` while rendering, never at the top of a file, or the words keep the language of the first moment.
 */
import type { Language, Sentence } from '../../src/values/sentence.ts';

export type { Language, Sentence };

const storageKey = 'cuvee-language';
let language: Language = readLanguage();
const listeners = new Set<() => void>();

/** The sentence of the reader's language. In French, the spaces before `: ; ! ? »` and after `«` never break the line. */
export function t(fr: string, en: string): string {
  return language === 'fr' ? unbreakable(fr) : en;
}

/** The same, of a sentence the API gave in both languages. */
export function said(sentence: Sentence): string {
  return t(sentence.fr, sentence.en);
}

/** A count with its word in the right number: `counted(12, ['ligne'], ['line'])` is `12 lignes`. Plurals in `s` need not be given. */
export function counted(count: number, fr: readonly [string, string?], en: readonly [string, string?]): string {
  const isSingular = language === 'fr' ? Math.abs(count) < 2 : count === 1;
  const [one, many] = language === 'fr' ? fr : en;
  return `${count.toLocaleString(languageTag())}\u00a0${isSingular ? one : (many ?? `${one}s`)}`;
}

export function currentLanguage(): Language {
  return language;
}

/** `fr-FR` or `en-GB`: days, numbers and money follow it. */
export function languageTag(): string {
  return language === 'fr' ? 'fr-FR' : 'en-GB';
}

/** Changes the language of the whole page, which draws itself anew; remembered for the sign-in page of next time. */
export function speak(next: Language): void {
  if (next === language) return;
  language = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // A browser that keeps nothing still speaks.
  }
  for (const listener of listeners) listener();
}

/** Calls back when the language changes; gives back how to stop. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readLanguage(): Language {
  try {
    const kept = localStorage.getItem(storageKey);
    if (kept === 'fr' || kept === 'en') return kept;
  } catch {
    // Private windows may refuse; French then.
  }
  return navigator.language.startsWith('en') ? 'en' : 'fr';
}

function unbreakable(french: string): string {
  return french.replace(/ ([:;!?»%€])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');
}
