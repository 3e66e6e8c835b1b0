/** Sec, demi-sec, moelleux or doux beside every Alsace still white since 2021, in announcements too (law.md, 5). */
import { sentence } from '../../../values/sentence.ts';
import type { LetterWine } from '../../letters/letter.ts';
import { sweetnessWord, wineTitle } from '../../letters/wine-words.ts';
import { announcementsIn } from '../announced-wines.ts';
import { plainFold } from '../plain-fold.ts';
import type { LintHit, LintPlace, LintRule } from '../rule.ts';

export const sweetnessMissing: LintRule = {
  code: 'SWEETNESS_MISSING',
  severity: 'block',
  check: (read, { letter }) => [
    ...missingIn('html', read.visible, letter.wines),
    ...missingIn('text', read.text, letter.wines),
  ],
};

function missingIn(where: LintPlace, text: string, wines: readonly LetterWine[]): readonly LintHit[] {
  return announcementsIn(text, wines).flatMap(({ wine, stretches }) => {
    if (!wine.isSweetnessRequired || stretches.length === 0) return [];
    const word = sweetnessWord(wine.sucrosite);
    const isSaid = word !== '' && stretches.some((stretch) => says(stretch, word));
    return isSaid ? [] : [{ where, sentence: missing(wine, word) }];
  });
}

/** `sec` is not said by `demi-sec`. */
function says(stretch: string, word: string): boolean {
  const folded = plainFold(word).replaceAll(/[- ]/g, '[- ]');
  return new RegExp(`(?<![\\p{L}-])(?<!demi )${folded}(?![\\p{L}-])`, 'u').test(stretch);
}

function missing(wine: LetterWine, word: string) {
  const title = wineTitle(wine);
  if (word === '') {
    return sentence(
      `La douceur de « ${title} » n'est pas connue, et la loi veut qu'on la dise (sec, demi-sec, moelleux, doux). Renseignez-la dans la fiche du vin.`,
      `The sweetness of "${title}" is not known, and the law wants it said (sec, demi-sec, moelleux, doux). Fill it in on the wine's page.`,
    );
  }
  return sentence(
    `« ${title} » doit être annoncé avec sa douceur : « ${word} ».`,
    `"${title}" must be announced with its sweetness: "${word}".`,
  );
}
