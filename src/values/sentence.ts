/** What a person reads, in both languages of the house: French first. */
export interface Sentence {
  readonly fr: string;
  readonly en: string;
}

export type Language = 'fr' | 'en';

/** Builds a sentence; the French comes first because it is the one that is read. */
export function sentence(fr: string, en: string): Sentence {
  return { fr, en };
}

/** A count with its word in the right number, in French (0 and 1 are singular): `1 ligne`, `12 lignes`. */
export function countFr(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCountFr(count)} ${Math.abs(count) < 2 ? singular : plural}`;
}

/** A count with its word in the right number, in English: `1 line`, `0 lines`. */
export function countEn(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCountEn(count)} ${count === 1 ? singular : plural}`;
}

function formatCountFr(count: number): string {
  return groupThousands(count, '\u202f');
}

function formatCountEn(count: number): string {
  return groupThousands(count, ',');
}

// Not Intl: the bytes must be the same whatever ICU the machine carries.
function groupThousands(count: number, separator: string): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}
