/** The mail that tells the estate's people what is wrong, and what to do: pure. */
import type { Language, Sentence } from '../../values/sentence.ts';
import { housePage, paragraph, spaced, strong } from '../house-page.ts';

interface TellableAlarm {
  readonly sentence: Sentence;
  readonly nextStep: Sentence;
}

/** Subject, HTML and text, in the people's language. */
export function alarmLetter(
  alarms: readonly TellableAlarm[],
  { publicUrl, language }: { readonly publicUrl: string; readonly language: Language },
): { readonly subject: string; readonly html: string; readonly text: string } {
  const isFrench = language === 'fr';
  const [first, ...others] = alarms;
  const more = others.length === 0 ? '' : isFrench ? ` (et ${others.length} de plus)` : ` (and ${others.length} more)`;
  const subject = `Cuvée : ${first?.sentence[language] ?? ''}`.slice(0, 120) + more;
  const intro = isFrench
    ? 'Cuvée a remarqué ceci. Chaque alerte se ferme d’elle-même une fois réglée.'
    : 'Cuvée noticed this. Each alarm closes by itself once it is settled.';
  const link = { url: publicUrl, words: isFrench ? 'Ouvrir Cuvée' : 'Open Cuvée' };
  const html = housePage({
    title: isFrench ? 'À regarder' : 'To look at',
    body: [
      paragraph(intro),
      ...alarms.map(({ sentence, nextStep }) => `${strong(sentence[language])}${paragraph(nextStep[language])}`),
    ].join('\n'),
    link,
    language,
  });
  const lines = alarms.map(({ sentence, nextStep }) => `- ${sentence[language]}\n  ${nextStep[language]}`);
  return { subject: spaced(subject), html, text: spaced(`${intro}\n\n${lines.join('\n\n')}\n\n${publicUrl}\n`) };
}
