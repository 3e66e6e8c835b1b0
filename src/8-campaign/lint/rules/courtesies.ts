/** What the law does not demand in a mail and a careful house says: no sale to minors, and where one's data and rights are. */
import { sentence } from '../../../values/sentence.ts';
import { minorsSentence } from '../../letters/layout.ts';
import type { LintRule } from '../rule.ts';

export const minorsSentenceMissing: LintRule = {
  code: 'MINORS_SENTENCE_MISSING',
  severity: 'warn',
  check: ({ visible }) =>
    visible.replaceAll(/\s+/g, ' ').includes(minorsSentence.replace(/\.$/, ''))
      ? []
      : [
          {
            where: 'html',
            sentence: sentence(
              `La phrase « ${minorsSentence} » ne figure pas dans la lettre.`,
              `The sentence "${minorsSentence}" is not in the letter.`,
            ),
          },
        ],
};

export const privacyLinkMissing: LintRule = {
  code: 'PRIVACY_LINK_MISSING',
  severity: 'warn',
  check: ({ links }, { letter }) =>
    links.some(({ href, style }) => href === letter.links.privacy && !style.isHidden)
      ? []
      : [{ where: 'html', sentence: noPrivacy }],
};

const noPrivacy = sentence(
  'Le lien « Vos données et vos droits » ne figure pas dans la lettre.',
  'The link "Your data and your rights" is not in the letter.',
);
