/** A "no" of the rooms as the page shows it: a problem with its code, in words that name no command of a terminal. */
import { type Language, type Sentence, sentence } from '../../values/sentence.ts';
import { Problem } from '../problem.ts';

export interface Refusal {
  readonly refusedBecause: string;
  readonly sentence: Sentence;
  /** What has to be typed. */
  readonly expected?: string;
}

/** The problem of a refusal: 409, with what has to be typed as `expected`. */
function refused({ refusedBecause, sentence: said, expected }: Refusal): Problem {
  return new Problem('refused', refusedBecause, pageWords(said), expected === undefined ? {} : { expected });
}

/** The answer of a verb, or its refusal thrown. */
export function unlessRefused<Answer extends object>(
  answer: Answer,
): Exclude<Answer, { readonly refusedBecause: string }> {
  if (isRefusal(answer)) throw refused(answer);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is no refusal is the answer
  return answer as Exclude<Answer, { readonly refusedBecause: string }>;
}

/** A sentence of the rooms without what only a terminal understands. */
export function pageWords({ fr, en }: Sentence): Sentence {
  return sentence(plain(fr, 'fr'), plain(en, 'en'));
}

/** What a letter cannot do without, as the settings page calls it. */
const settingWords: Readonly<Record<string, Sentence>> = {
  'sender.email': sentence('l’adresse d’envoi', 'the sending address'),
  'sender.legal_name': sentence('le nom légal du domaine', 'the legal name of the estate'),
  'sender.postal_address': sentence('l’adresse postale', 'the postal address'),
  'sender.privacy_url': sentence('la page sur les données personnelles', 'the page on personal data'),
  'sender.registration': sentence('le numéro SIRET ou RCS', 'the registration number'),
};

function isRefusal(answer: object): answer is Refusal {
  return 'refusedBecause' in answer;
}

function plain(text: string, language: Language): string {
  return text
    .replaceAll(/[\s\u00a0]*\((?:cuvee|--)[^)]*\)/g, '')
    .replaceAll(/\s*(?:Pour|To) [^.!?:]*[\s\u00a0]?: cuvee [^.]*\.?/g, '')
    .replaceAll(/, ou refaites-la avec cuvee campaign rebuild/g, '')
    .replaceAll(/, or make it again with cuvee campaign rebuild/g, '')
    .replaceAll(/[\s\u00a0]: ajoutez --as PRÉNOM|: add --as NAME/g, '')
    .replaceAll(/sender\.[a-z_]+/g, (name) => settingWords[name]?.[language] ?? name)
    .replaceAll(/(?:,|[\s\u00a0]*;)\s*(?:ou|or)\b[^.;]*?\s--[a-z][^.]*/g, '')
    .replaceAll(/(?:Pour la renvoyer|Pour l’autoriser|To really send it|To allow it)[^.]*cuvee [^.]*\./g, '')
    .replaceAll('Répondez « sent »', 'Répondez « Elles sont parties »')
    .replaceAll('Say "sent"', 'Say “They left”')
    .replaceAll('lancez cuvee run', 'relancez le passage de la semaine')
    .replaceAll('run cuvee run', 'run the week again')
    .replaceAll(/[\s\u00a0]: cuvee [^.]*|: cuvee [^.]*/g, '')
    .trim();
}
