/** What a setting is called and what it does, in the words of the person who sets it. */
import { type Sentence, sentence } from '../../values/sentence.ts';

export interface SettingWords {
  readonly title: Sentence;
  /** What changes when the value does. */
  readonly meaning: Sentence;
  /** What the value counts: `jours`, `€ HT`. Absent where it counts nothing, or is a share. */
  readonly unit?: Sentence;
}

/** Settings a person looks for together, in the order they are shown; by their dotted path. */
export interface SettingSection {
  /** As the address of the page names it. */
  readonly id: string;
  readonly title: Sentence;
  /** What the section decides. */
  readonly lead: Sentence;
  readonly settings: Readonly<Record<string, SettingWords>>;
}

/** French title and meaning, then English; then the unit where the value has one. */
export function setting(fr: readonly [string, string], en: readonly [string, string], unit?: Sentence): SettingWords {
  return { title: sentence(fr[0], en[0]), meaning: sentence(fr[1], en[1]), ...(unit === undefined ? {} : { unit }) };
}

export const days = sentence('jours', 'days');
export const minutes = sentence('minutes', 'minutes');
export const hours = sentence('heures', 'hours');
export const eurosHt = sentence('€ HT', '€ net of VAT');
export const letters = sentence('lettres', 'letters');
