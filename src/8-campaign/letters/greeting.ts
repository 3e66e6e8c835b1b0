/** « Bonjour Madame Keller, »: how a letter opens, formal, and silent about whatever name it cannot be sure of. */
import { nameInWords } from '../../6-recommend/french.ts';
import { isCompanyName } from '../../values/person-name.ts';
import type { Language } from '../../values/sentence.ts';
import type { Addressee } from './letter.ts';

const titles: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'M.': { fr: 'Monsieur', en: 'Mr' },
  Mme: { fr: 'Madame', en: 'Mrs' },
  // « Mademoiselle » has left official French (circulaire of 21 February 2012).
  Mlle: { fr: 'Madame', en: 'Ms' },
  'M. et Mme': { fr: 'Madame, Monsieur', en: 'Mr and Mrs' },
  Mmes: { fr: 'Mesdames', en: 'Mesdames' },
  'MM.': { fr: 'Messieurs', en: 'Messrs' },
  Dr: { fr: 'Docteur', en: 'Dr' },
  Me: { fr: 'Maître', en: 'Maître' },
};
const longestName = 40;
const personName = /^\p{L}[\p{L}\p{M}]*(?:(?:[ '’-]|\. )\p{L}[\p{L}\p{M}]*)*\.?$/u;

/**
 * The greeting with its comma: `Bonjour Madame Keller,`; without a civility the first name and name, `Bonjour Marie Keller,`;
 * without a usable name `Bonjour Madame,` or `Bonjour,`. What does not look like a person's name (figures, signs, a company)
 * is not repeated.
 */
export function greetingOf(client: Addressee, language: Language): string {
  const hello = language === 'fr' ? 'Bonjour' : 'Dear';
  const title = titles[client.civilite]?.[language] ?? '';
  const nom = usableName(client.nom);
  const prenom = usableName(client.prenom);
  if (title !== '' && nom !== '') return `${hello} ${joined(title, nom, client.civilite, language)},`;
  if (title !== '' && language === 'fr') return `${hello} ${title},`;
  if (nom !== '' && prenom !== '') return `${hello} ${prenom} ${nom},`;
  return language === 'fr' ? 'Bonjour,' : 'Hello,';
}

/** « Madame, Monsieur Keller » would name one of the two only. */
function joined(title: string, nom: string, civilite: string, language: Language): string {
  if (civilite === 'M. et Mme' && language === 'fr') return `Madame et Monsieur ${nom}`;
  return `${title} ${nom}`;
}

function usableName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length > longestName || !personName.test(trimmed) || isCompanyName(trimmed)) return '';
  return nameInWords(trimmed).replaceAll(/-\p{Ll}/gu, (hyphenated) => hyphenated.toUpperCase());
}
