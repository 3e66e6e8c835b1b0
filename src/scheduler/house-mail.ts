/** Mail to the estate's own people: reports and alarms, never marketing. A restored copy writes to nobody until a person confirms it. */
import { sendingInstance } from '../8-campaign/instance/sending-instance.ts';
import type { Mailer } from '../8-campaign/mailer.ts';
import { Failure } from '../errors.ts';
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
  if (world.settings.week.report_to.length === 0) return undefined;
  const ready = await readyMailer(world, tools);
  return 'obstacle' in ready ? ready.obstacle : null;
}

/** Hands a letter to the channel for each of the estate's people. Never throws for what the channel answers. */
export async function mailToPeople(world: World, tools: HouseTools, letter: HouseLetter): Promise<HouseMailed> {
  const { report_to: people } = world.settings.week;
  if (people.length === 0) return { to: [], obstacle: null };
  const ready = await readyMailer(world, tools);
  if ('obstacle' in ready) return { to: [], obstacle: ready.obstacle };
  const { letterId, subject, html, text } = letter;
  const answer = await ready.mailer.send({
    batchId: letterId,
    sender: { email: world.settings.sender.email, name: 'Cuvée' },
    letters: people.map((email) => ({ letterId, to: { email }, subject, html, text, headers: {} })),
    tags: ['cuvee-maison'],
  });
  if (answer.outcome !== 'answered') return { to: [], obstacle: answer.sentence };
  // An outcome nobody knows counts as gone: a report twice is worse than one looked up on the page.
  const gone = people.filter((_, index) => ['accepted', 'unknown'].includes(answer.letters[index]?.outcome ?? ''));
  const lost = answer.letters.flatMap((one) => (one.outcome === 'accepted' ? [] : [one.sentence]));
  return { to: gone, obstacle: lost[0] ?? null };
}

/** What carries mail of the house now, or why nothing does. */
async function readyMailer(
  world: World,
  { houseMailer }: HouseTools,
): Promise<{ readonly mailer: Mailer } | { readonly obstacle: Sentence }> {
  const { campaigns, sender } = world.settings;
  if (sender.email === '') return { obstacle: noSender };
  try {
    const mailer = await houseMailer(world.estate, campaigns.channel);
    if (!mailer) return { obstacle: noChannel[campaigns.channel] };
    const instance = await sendingInstance(world.database, world);
    return instance.state === 'confirmed' ? { mailer } : { obstacle: instance.sentence };
  } catch (error) {
    if (error instanceof Failure && error.code === 'BREVO_KEY_SEALED') return { obstacle: error.sentence };
    throw error;
  }
}

const noSender = sentence(
  'L’adresse qui envoie n’est pas réglée (Réglages, Expéditeur).',
  'The address that sends is not set (Settings, Sender).',
);
const noChannel = {
  brevo: sentence(
    'Aucune clé Brevo pour ce domaine : donnez-la (Réglages, « Garder cette clé »).',
    'No Brevo key for this estate: give it (Settings, "Keep this key").',
  ),
  smtp: sentence(
    'Ce serveur n’a pas de serveur de messagerie (SMTP_URL).',
    'This server has no mail server (SMTP_URL).',
  ),
};
