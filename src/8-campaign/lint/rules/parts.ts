/** The parts a letter must have and what mail programs refuse: a subject, a text part, plain headers, a bearable size. */
import { sentence } from '../../../values/sentence.ts';
import type { LintRule } from '../rule.ts';

/** Gmail cuts what is longer, and the legal foot with it. */
const mostBytes = 102_000;

export const subjectEmpty: LintRule = {
  code: 'SUBJECT_EMPTY',
  severity: 'block',
  check: ({ rendered }) => (rendered.subject.trim() === '' ? [{ where: 'subject', sentence: noSubject }] : []),
};

export const textPartMissing: LintRule = {
  code: 'TEXT_PART_MISSING',
  severity: 'block',
  check: ({ rendered }) => (rendered.text.trim() === '' ? [{ where: 'text', sentence: noText }] : []),
};

export const headerNotAscii: LintRule = {
  code: 'HEADER_NOT_ASCII',
  severity: 'block',
  check: (_read, { headers, letter }) => {
    const { sender, replyTo } = letter.estate;
    const values = { ...headers, From: sender.email, 'Reply-To': replyTo };
    return Object.entries(values)
      .filter(([name, value]) => !/^[\x20-\x7e]*$/.test(name + value))
      .map(([name]) => ({
        where: 'headers',
        sentence: sentence(
          `L'en-tête « ${name} » a des lettres accentuées ou un saut de ligne : la lettre pourrait se perdre.`,
          `The header "${name}" has accented letters or a line end: the letter might be lost.`,
        ),
      }));
  },
};

export const letterTooBig: LintRule = {
  code: 'LETTER_TOO_BIG',
  severity: 'block',
  check: ({ rendered }) => (Buffer.byteLength(rendered.html) <= mostBytes ? [] : [{ where: 'html', sentence: tooBig }]),
};

const noSubject = sentence("La lettre n'a pas d'objet.", 'The letter has no subject.');
const noText = sentence(
  "La lettre n'a pas de partie texte : certains lecteurs ne verraient rien.",
  'The letter has no text part: some readers would see nothing.',
);
const tooBig = sentence(
  'La lettre dépasse 102 ko : Gmail la couperait avant les mentions légales. Raccourcissez-la ou allégez la mise en page.',
  'The letter is over 102 kB: Gmail would cut it before the legal foot. Shorten it or lighten the layout.',
);
