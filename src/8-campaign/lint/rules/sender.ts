/** Who writes, and from where: the estate's name and postal address in both parts (L34-5 CPCE; law.md, 1). */
import { sentence } from '../../../values/sentence.ts';
import { plainFold } from '../plain-fold.ts';
import { plainSigns, type ReadLetter } from '../read-letter.ts';
import type { LintHit, LintPlace, LintRule } from '../rule.ts';

export const senderMissing: LintRule = {
  code: 'SENDER_MISSING',
  severity: 'block',
  check: (read, { letter }) =>
    placesWithout(read, [letter.estate.name]).map((where) => ({
      where,
      sentence: sentence(
        `Le nom du domaine ne figure pas dans la partie ${partFr(where)} de la lettre : le destinataire doit savoir qui lui écrit.`,
        `The name of the estate is not in the ${where} part of the letter: the reader must know who writes.`,
      ),
    })),
};

export const addressMissing: LintRule = {
  code: 'ADDRESS_MISSING',
  severity: 'block',
  check: (read, { letter }) =>
    placesWithout(read, letter.estate.addressLines).map(
      (where): LintHit => ({
        where,
        sentence: sentence(
          `L'adresse postale du domaine ne figure pas en entier dans la partie ${partFr(where)} de la lettre. Elle se renseigne dans les réglages du domaine.`,
          `The postal address of the estate is not complete in the ${where} part of the letter. It is set in the settings of the estate.`,
        ),
      }),
    ),
};

/** The parts where one of the texts is not to be read; both when there is nothing to look for. */
function placesWithout(read: ReadLetter, texts: readonly string[]): readonly LintPlace[] {
  const wanted = texts.map(comparable).filter((text) => text !== '');
  return read.places
    .filter(({ where, line }) => where === 'html' || (where === 'text' && line.trim() !== ''))
    .filter(({ line }) => wanted.length === 0 || !wanted.every((text) => line.includes(text)))
    .map(({ where }) => where);
}

function comparable(text: string): string {
  return plainFold(plainSigns(text)).replaceAll(/\s+/g, ' ').trim();
}

function partFr(where: LintPlace): string {
  return where === 'text' ? 'texte' : 'HTML';
}
