/** One warning per word of the Évin lexicon a letter holds: the approver reads it and decides; nothing is rewritten. */
import { sentence } from '../../../values/sentence.ts';
import { greetingOf } from '../../letters/greeting.ts';
import type { Letter } from '../../letters/letter.ts';
import { type EvinTheme, evinThemes } from '../evin-lexicon.ts';
import { plainFold } from '../plain-fold.ts';
import { plainSigns, type ReadLetter } from '../read-letter.ts';
import type { LintHit, LintPlace, LintRule } from '../rule.ts';

export const evinWordingRules: readonly LintRule[] = evinThemes.map((theme) => {
  const patterns = {
    fr: wordsOf([theme.french], theme.signs),
    en: wordsOf([theme.french, theme.english], theme.signs),
  };
  return {
    code: theme.code,
    severity: 'warn',
    check: (read, { letter }) => hitsOf(theme, patterns[letter.language], read, letter),
  };
});

/** Whole words; a sign has no neighbours to respect. */
function wordsOf(alternatives: readonly string[], signs: string): RegExp {
  const words = `(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`;
  return new RegExp(signs === '' ? words : `${words}|[${signs}]`, 'gu');
}

/** Each word once, at the first place it stands in. */
function hitsOf(theme: EvinTheme, pattern: RegExp, read: ReadLetter, letter: Letter): readonly LintHit[] {
  const told = new Map<string, LintPlace>();
  for (const { where, text, folded } of read.places) {
    // The legal sentence itself holds « santé »: most letters end here.
    if (folded.search(pattern) < 0 || blanked(folded, theme.innocent).search(pattern) < 0) continue;
    const said = withoutNames(text, letter);
    for (const match of blanked(plainFold(said), theme.innocent).matchAll(pattern)) {
      const word = said.slice(match.index, match.index + match[0].length).toLowerCase();
      if (!told.has(word)) told.set(word, where);
    }
  }
  return [...told].map(([word, where]) => ({
    where,
    sentence: sentence(
      `« ${word} » : mot que la loi Évin voit mal. ${theme.advice.fr}`,
      `"${word}": a word the French law on alcohol frowns on. ${theme.advice.en}`,
    ),
  }));
}

/** A person, a house or a street may be called « Jeune » or « de la Fête »: names are not advertising. */
function withoutNames(text: string, { estate, client, language }: Letter): string {
  const names = [estate.name, estate.sender.name, ...estate.addressLines, greetingOf(client, language)];
  const plain = text.replaceAll(/https?:\/\/\S+|\S+@\S+/g, (address) => ' '.repeat(address.length));
  return names
    .map(plainSigns)
    .filter((name) => name.trim() !== '')
    .reduce((kept, name) => kept.replaceAll(name, ' '.repeat(name.length)), plain);
}

/** The innocent stretches replaced by as many spaces, so that places stay what they are. */
function blanked(folded: string, innocent: RegExp | null): string {
  const flat = folded.replaceAll('\n', ' ');
  return innocent === null ? flat : flat.replaceAll(innocent, (stretch) => ' '.repeat(stretch.length));
}
