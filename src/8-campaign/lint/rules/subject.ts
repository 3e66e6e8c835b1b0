/** A subject line that a fine estate would sign. */
import { sentence } from '../../../values/sentence.ts';
import type { LintRule } from '../rule.ts';

/** Phones show about 40 characters, desks about 70. */
const longestSubject = 70;
const shortestShout = 8;

export const subjectTooLong: LintRule = {
  code: 'SUBJECT_TOO_LONG',
  severity: 'warn',
  check: ({ rendered: { subject } }) =>
    subject.length <= longestSubject
      ? []
      : [
          {
            where: 'subject',
            sentence: sentence(
              `L'objet compte ${subject.length} caractères ; au-delà de ${longestSubject}, la fin ne se voit pas.`,
              `The subject has ${subject.length} characters; beyond ${longestSubject} the end is not seen.`,
            ),
          },
        ],
};

export const subjectShouts: LintRule = {
  code: 'SUBJECT_SHOUTS',
  severity: 'warn',
  check: ({ rendered: { subject } }) => (shouts(subject) ? [{ where: 'subject', sentence: loud }] : []),
};

function shouts(subject: string): boolean {
  const letters = subject.replaceAll(/[^\p{L}]/gu, '');
  const capitals = letters.replaceAll(/\P{Lu}/gu, '');
  const isInCapitals = letters.length >= shortestShout && capitals.length > letters.length * 0.7;
  return isInCapitals || subject.replaceAll(/[^!]/g, '').length > 1;
}

const loud = sentence(
  "L'objet crie (capitales ou points d'exclamation) : les messageries s'en méfient, les lecteurs aussi.",
  'The subject shouts (capitals or exclamation marks): mail programs distrust it, and so do readers.',
);
