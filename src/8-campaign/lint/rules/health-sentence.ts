/** « L'abus d'alcool est dangereux pour la santé. »: word for word, in both parts, seen and readable (CSP L3323-4; law.md, 4). */
import { type Sentence, sentence } from '../../../values/sentence.ts';
import { healthSentence } from '../../letters/layout.ts';
import type { ReadLetter, TextRun } from '../read-letter.ts';
import type { LintRule } from '../rule.ts';
import { contrastOf } from '../text-style.ts';

/** The full stop is not the law's: the long form goes on with a comma. */
const legalWords = healthSentence.replace(/\.$/, '');
/** In CSS pixels; smaller than the smallest text of an ordinary letter is hidden. */
const smallestSizePx = 12;
/** WCAG 2 AA for text. */
const leastContrast = 4.5;

export const healthSentenceMissing: LintRule = {
  code: 'HEALTH_SENTENCE_MISSING',
  severity: 'block',
  check: (read) => [
    ...(mentionsOf(read).length === 0 ? [{ where: 'html' as const, sentence: missing('HTML') }] : []),
    ...(read.text.trim() !== '' && !oneSpace(read.text).includes(legalWords)
      ? [{ where: 'text' as const, sentence: missing('texte') }]
      : []),
  ],
};

export const healthSentenceUnreadable: LintRule = {
  code: 'HEALTH_SENTENCE_UNREADABLE',
  severity: 'block',
  check: (read) => {
    const faults = mentionsOf(read).map(faultOf);
    const fault = faults[0];
    // One good mention is enough.
    return fault === undefined || faults.includes(undefined) ? [] : [{ where: 'html', sentence: fault }];
  },
};

/** The runs of each mention in the HTML, hidden ones too. */
function mentionsOf({ words, runs }: ReadLetter): readonly (readonly TextRun[])[] {
  const text = words.replaceAll('\n', ' ');
  const mentions: TextRun[][] = [];
  for (let at = text.indexOf(legalWords); at >= 0; at = text.indexOf(legalWords, at + legalWords.length)) {
    const end = at + legalWords.length;
    mentions.push(runs.filter((run) => run.start < end && run.start + run.text.length > at));
  }
  return mentions;
}

function faultOf(mention: readonly TextRun[]): Sentence | undefined {
  const styles = mention.map(({ style }) => style);
  if (styles.some(({ isHidden }) => isHidden)) return hidden;
  if (styles.some(({ fontSizePx }) => fontSizePx < smallestSizePx)) return tooSmall;
  return styles.some((style) => (contrastOf(style) ?? leastContrast) < leastContrast) ? tooPale : undefined;
}

function oneSpace(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function missing(part: 'HTML' | 'texte'): Sentence {
  return sentence(
    `La phrase « ${healthSentence} » manque dans la partie ${part} de la lettre. Remettez-la telle quelle : la loi l'exige.`,
    `The sentence "${healthSentence}" is missing in the ${part === 'HTML' ? 'HTML' : 'text'} part of the letter. Put it back word for word: the law requires it.`,
  );
}

const hidden = sentence(
  'La phrase sanitaire est cachée : elle doit se voir sans rien faire.',
  'The health sentence is hidden: it must be seen without doing anything.',
);
const tooSmall = sentence(
  `La phrase sanitaire est écrite trop petit : ${smallestSizePx} pixels au moins.`,
  `The health sentence is written too small: ${smallestSizePx} pixels at least.`,
);
const tooPale = sentence(
  'La phrase sanitaire se détache trop peu du fond : choisissez une encre plus foncée.',
  'The health sentence hardly stands out from its background: choose a darker ink.',
);
