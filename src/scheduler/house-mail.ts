/** Mail to the estate's own people: reports and alarms, never marketing. A restored copy writes to nobody until a person confirms it. */
import { sendingInstance } from '../8-campaign/instance/sending-instance.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import type { HouseTools } from './house-tools.ts';

export interface HouseLetter {
  /** A UUID: the same letter asked for again goes out under the same key. */
  readonly letterId: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Why a letter of the house did not leave, and to how many it did. */
export interface HouseMailed {
  readonly to: readonly string[];
  readonly obstacle: Sentence | null;
}

/** Why nothing can be mailed to the estate's people; null: it can. Undefined: nobody wants to be written to. */
export async function mailObstacle(world: World, tools: HouseTools): Promise<Sentence | null | undefined> {
  const { week, campaigns, sender } = world.settings;
  if (week.report_to.length === 0) return undefined;
  if (sender.email === '') return noSender;
  if (!tools.houseMailer(campaigns.channel)) return noChannel[campaigns.channel];
  const instance = await sendingInstance(world.database, world);
  return instance.state === 'confirmed' ? null : instance.sentence;
}

/** Hands a letter to the channel for each of the estate's people. Never throws for what the channel answers. */
export async function mailToPeople(world: World, tools: HouseTools, letter: HouseLetter): Promise<HouseMailed> {
  const { week, campaigns, sender } = world.settings;
  const obstacle = await mailObstacle(world, tools);
  const mailer = tools.houseMailer(campaigns.channel);
  if (obstacle !== null || !mailer) return { to: [], obstacle: obstacle ?? null };
  const people = week.report_to;
  const { letterId, subject, html, text } = letter;
  const answer = await mailer.send({
    batchId: letterId,
    sender: { email: sender.email, name: 'Cuvée' },
    letters: people.map((email) => ({ letterId, to: { email }, subject, html, text, headers: {} })),
    tags: ['cuvee-maison'],
  });
  if (answer.outcome !== 'answered') return { to: [], obstacle: answer.sentence };
  // An outcome nobody knows counts as gone: a report twice is worse than one looked up on the page.
  const gone = people.filter((_, index) => ['accepted', 'unknown'].includes(answer.letters[index]?.outcome ?? ''));
  const lost = answer.letters.flatMap((one) => (one.outcome === 'accepted' ? [] : [one.sentence]));
  return { to: gone, obstacle: lost[0] ?? null };
}

const noSender = sentence(
  'L’adresse qui envoie n’est pas réglée (Réglages, Expéditeur).',
  'The address that sends is not set (Settings, Sender).',
);
const noChannel = {
  brevo: sentence('Ce serveur n’a pas de clé Brevo (BREVO_API_KEY).', 'This server has no Brevo key (BREVO_API_KEY).'),
  smtp: sentence(
    'Ce serveur n’a pas de serveur de messagerie (SMTP_URL).',
    'This server has no mail server (SMTP_URL).',
  ),
};
