/** `cuvee campaign held|release`: letters of which nobody knows whether they left, and a person's word on them. */
import { exclusionSentence } from '../../8-campaign/campaigns/exclusion-sentence.ts';
import { findCampaign } from '../../8-campaign/campaigns/campaign-row.ts';
import { stateWords } from '../../8-campaign/campaign.ts';
import { type HeldLetter, heldLetters, releaseHeld } from '../../8-campaign/outbox/release-held.ts';
import { Failure } from '../../errors.ts';
import { countEn, countFr, type Language, sentence } from '../../values/sentence.ts';
import { instantInWords, kindWords } from '../campaign-text.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';
import { sayRefusal } from './campaign.ts';

/** `cuvee campaign held`: whose letters wait for a person, since when, and why. */
export async function held(
  { environment, output }: CommandContext,
  options: { readonly estate?: string },
  word: string,
): Promise<number> {
  return withWorld(environment, options.estate, async ({ database, estate, settings }) => {
    const { campaignId, name } = await findCampaign(database, estate, word);
    const letters = await heldLetters(database, { estate, campaignId });
    if (letters.length === 0) {
      output.say(sentence(`Aucune lettre de « ${name} » n’est retenue.`, `No letter of "${name}" is held.`));
    } else {
      output.print(heldTable(letters, settings.week.timezone, output.language));
    }
    if (letters.some(({ code }) => code === 'UNKNOWN')) {
      output.say(
        sentence(
          `Cherchez ces lettres dans Brevo (Transactionnel > Logs), puis dites ce qu’il en est : cuvee campaign release "${name}" --verdict sent|not_sent --reason "…" --as PRÉNOM --all, ou --client CODE`,
          `Look for these letters in Brevo (Transactional > Logs), then say what became of them: cuvee campaign release "${name}" --verdict sent|not_sent --reason "…" --as NAME --all, or --client CODE`,
        ),
      );
    }
    output.json({ campaignId, letters });
    return exitCodes.done;
  });
}

function heldTable(letters: readonly HeldLetter[], timezone: string, language: Language): string {
  const heads =
    language === 'fr'
      ? ['client', 'lettre', 'essayée', 'nouvelles', 'pourquoi']
      : ['client', 'letter', 'tried', 'news', 'why'];
  const news = language === 'fr' ? 'oui' : 'yes';
  return formatTable(
    heads,
    letters.map(({ clientCode, kind, firstTriedAt, isToldOf, code }) => [
      clientCode,
      kindWords[kind][language],
      firstTriedAt === null ? '' : instantInWords(firstTriedAt, timezone, language),
      isToldOf ? news : '',
      exclusionSentence(code)[language],
    ]),
  );
}

interface ReleaseOptions {
  readonly estate?: string;
  readonly as?: string;
  readonly verdict: string;
  readonly reason: string;
  readonly client?: readonly string[];
  readonly all?: boolean;
}

/** `cuvee campaign release`: the letters of these clients left, or did not, as a named person knows. */
export async function release(
  { environment, output }: CommandContext,
  options: ReleaseOptions,
  word: string,
): Promise<number> {
  const verdict = readVerdict(options.verdict);
  const codes = options.client?.map((code) => code.toUpperCase());
  if ((codes === undefined) === (options.all !== true)) throw whichLetters();
  return withWorld(environment, options.estate, async (world) => {
    const { campaignId, name } = await findCampaign(world.database, world.estate, word);
    const letters = await heldLetters(world.database, { estate: world.estate, campaignId });
    const outcome = await releaseHeld(world, {
      campaignId,
      letterIds:
        codes === undefined
          ? 'all'
          : codes.map((code) => letters.find(({ clientCode }) => clientCode === code)?.letterId ?? campaignId),
      verdict,
      reason: options.reason,
      by: options.as ?? environment.actor,
      now: world.clock(),
    });
    if ('refusedBecause' in outcome) return sayRefusal(output, outcome);
    const { released, state } = outcome;
    output.say(
      verdict === 'sent'
        ? sentence(
            `${countFr(released, 'lettre comptée comme partie', 'lettres comptées comme parties')}.`,
            `${countEn(released, 'letter')} counted as sent.`,
          )
        : sentence(
            `${countFr(released, 'lettre remise', 'lettres remises')} en attente ; « ${name} » est ${stateWords[state].fr}. Pour les envoyer : cuvee campaign send "${name}" --live`,
            `${countEn(released, 'letter')} waiting again; "${name}" is ${stateWords[state].en}. To send: cuvee campaign send "${name}" --live`,
          ),
    );
    output.json({ ok: true, ...outcome });
    return exitCodes.done;
  });
}

function readVerdict(word: string): 'sent' | 'not_sent' {
  const verdict = word.trim().toLowerCase().replace('-', '_');
  if (verdict === 'sent' || verdict === 'not_sent') return verdict;
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `« ${word} » n’est pas un verdict : sent (elle est partie) ou not_sent (elle n’est jamais partie).`,
      `"${word}" is no verdict: sent (it left) or not_sent (it never left).`,
    ),
  );
}

function whichLetters(): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence('Dites lesquelles : --all, ou --client CODE (répétable).', 'Say which: --all, or --client CODE (repeat).'),
  );
}
