/** Whether the estate's letters say what the law wants said, asked of the templates in use before any campaign is made. */
import type { Session } from '../../db/database.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { letterHeaders } from '../letters/headers.ts';
import { letterKinds } from '../letters/letter.ts';
import { renderLetter } from '../letters/render.ts';
import { sampleLetter } from '../letters/sample-letter.ts';
import { lintLetter } from '../lint/lint.ts';
import { readTemplate } from '../templates-store/read-template.ts';
import { letterEstateOf, missingSender } from './letter-estate.ts';

/** The duties of law.md that a letter's paper can keep or break, and the rules of the linter that watch each. */
const duties = [
  { check: 'health_sentence', codes: ['HEALTH_SENTENCE_MISSING', 'HEALTH_SENTENCE_UNREADABLE'] },
  { check: 'unsubscribe', codes: ['UNSUBSCRIBE_MISSING', 'UNSUBSCRIBE_HEADER_MISSING'] },
  { check: 'advertiser', codes: ['SENDER_MISSING', 'ADDRESS_MISSING'] },
  { check: 'sweetness', codes: ['SWEETNESS_MISSING'] },
  { check: 'prices', codes: ['PRICE_WITHOUT_TTC', 'PRICE_HT', 'PRICE_WITHOUT_UNIT'] },
  { check: 'no_tracking_pixel', codes: ['TRACKING_PIXEL'] },
  { check: 'minors', codes: ['MINORS_SENTENCE_MISSING'] },
  { check: 'privacy_link', codes: ['PRIVACY_LINK_MISSING'] },
] as const;

export interface LawCheck {
  readonly check: (typeof duties)[number]['check'] | 'sender_settings';
  readonly ok: boolean;
  /** The kinds of letter that break it. */
  readonly kinds: readonly string[];
  /** What is wrong; null where nothing is. */
  readonly sentence: Sentence | null;
}

/** Renders a trial letter of each kind with the estate's own template and name, and reads it by the linter. */
export async function lawChecks(session: Session, world: World): Promise<readonly LawCheck[]> {
  const broken = new Map<string, { kinds: Set<string>; sentence: Sentence }>();
  const { language } = world.settings.sender;
  const estate = letterEstateOf(world.settings);
  for (const kind of letterKinds) {
    const { template } = await readTemplate(session, { estate: world.estate, kind, language });
    const letter = { ...sampleLetter(kind, language), estate };
    const headers = letterHeaders(letter.links);
    for (const { code, sentence: said } of lintLetter(renderLetter(template, letter), { letter, headers }).findings) {
      const known = broken.get(code) ?? { kinds: new Set<string>(), sentence: said };
      known.kinds.add(kind);
      broken.set(code, known);
    }
  }
  return [senderCheck(world), ...duties.map(({ check, codes }) => checkOf(check, codes, broken))];
}

function checkOf(
  check: LawCheck['check'],
  codes: readonly string[],
  broken: ReadonlyMap<string, { readonly kinds: ReadonlySet<string>; readonly sentence: Sentence }>,
): LawCheck {
  const found = codes.flatMap((code) => broken.get(code) ?? []);
  const kinds = [...new Set(found.flatMap(({ kinds: some }) => [...some]))];
  return { check, ok: found.length === 0, kinds, sentence: found[0]?.sentence ?? null };
}

function senderCheck({ settings }: World): LawCheck {
  const missing = missingSender(settings) !== undefined;
  const words = sentence(
    'Toute lettre dit qui écrit, d’où, et comment s’y opposer : complétez l’expéditeur dans les réglages.',
    'Every letter says who writes, from where, and how to object: complete the sender in the settings.',
  );
  return { check: 'sender_settings', ok: !missing, kinds: [], sentence: missing ? words : null };
}
