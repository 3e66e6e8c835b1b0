/** What was never filled in: variables left open, and texts that only held a place. */
import { sentence } from '../../../values/sentence.ts';
import type { ReadLetter } from '../read-letter.ts';
import type { LintHit, LintPlace, LintRule } from '../rule.ts';

/** Liquid and Brevo, Mailchimp, bracketed capitals, and what a program prints for nothing. */
const openVariable =
  /\{\{|\{%|%%\w+%%|\*\|\w+\|\*|\[(?:[A-ZÀ-Ý]{2,}[A-ZÀ-Ý_ -]*)\]|\[object \w+\]|\bundefined\b|\bnull\b|\bNaN\b/u;
/** For folded text. */
const placeholder =
  /\blorem ipsum\b|\b(?:example|exemple)\.(?:com|org|net|fr)\b|\bvotre-?domaine\.(?:com|fr)\b|\ba completer\b|\btodo\b|\bx{4,}\b|\byour (?:company|name) here\b/;

export const variableUnfilled: LintRule = {
  code: 'VARIABLE_UNFILLED',
  severity: 'block',
  check: (read) =>
    foundIn(read, openVariable, true).map(({ where, word }) => ({
      where,
      sentence: sentence(
        `« ${word} » est resté dans la lettre : un mot du modèle n'a pas été remplacé.`,
        `"${word}" was left in the letter: a name of the template was not filled in.`,
      ),
    })),
};

export const placeholderText: LintRule = {
  code: 'PLACEHOLDER_TEXT',
  severity: 'block',
  check: (read, { letter }) => {
    const { sender, replyTo } = letter.estate;
    const inHeaders = placeholder.exec(`${sender.email} ${replyTo}`.toLowerCase())?.[0];
    const found = foundIn(read, placeholder);
    const all = inHeaders === undefined ? found : [...found, { where: 'headers' as const, word: inHeaders }];
    return all.map(
      ({ where, word }): LintHit => ({
        where,
        sentence: sentence(
          `« ${word} » est un texte d'attente : remplacez-le avant l'envoi.`,
          `"${word}" only holds a place: replace it before sending.`,
        ),
      }),
    );
  },
};

type Found = { readonly where: LintPlace; readonly word: string };

/** `isExact`: capitals count. */
function foundIn(read: ReadLetter, pattern: RegExp, isExact = false): readonly Found[] {
  // Addresses may hide a variable that no reader sees.
  const inMarkup = isExact ? (/\{[{%]/.exec(read.rendered.html)?.[0] ?? '') : '';
  const addresses = [...read.links.map(({ href }) => href), ...read.images.map(({ src }) => src), inMarkup].join('\n');
  return read.places.flatMap(({ where, text, folded }) => {
    const words = isExact ? text : folded;
    const searched = where === 'html' ? `${words}\n${isExact ? addresses : addresses.toLowerCase()}` : words;
    const word = pattern.exec(searched)?.[0];
    return word === undefined ? [] : [{ where, word }];
  });
}
