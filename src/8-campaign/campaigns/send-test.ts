/**
 * A test of a campaign's letters to an address of the house: marked as a test, counted nowhere, and never to a client. The
 * links are those of a letter nobody has: trying « Se désinscrire » unsubscribes nobody.
 */
import { emailHashOf } from '../../4-warehouse/consent/register-refusal.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import { parseEmail } from '../../values/email.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import type { LinkMaker } from '../links/link-maker.ts';
import type { RenderedOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import type { BatchAnswer, MailBatch, Mailer } from '../mailer.ts';
import { previewCampaign } from './preview-campaign.ts';
import { type CampaignRefusal, campaignRefusal } from './refusal.ts';

const selectClients = loadSql(import.meta.url, './client-of-address.sql');

const testMark = '[ESSAI]';

export interface TestSent {
  readonly letterCount: number;
  /** One per letter. */
  readonly answers: readonly BatchAnswer[];
}

/** Sends one letter of each kind of a campaign, or the letter of one client, to `to`. */
export async function sendTest(
  world: World,
  what: {
    readonly campaignId: string;
    readonly to: string;
    readonly by: string;
    readonly clientCode?: string;
    readonly mailer: Mailer;
    readonly links: LinkMaker;
    readonly now: Date;
  },
): Promise<TestSent | CampaignRefusal> {
  const to = parseEmail(what.to);
  if (typeof to !== 'string') {
    return campaignRefusal('ADDRESS_INVALID', `« ${what.to} » n’est pas une adresse.`, `"${what.to}" is no address.`);
  }
  if (await isClient(world, to)) return clientRefusal(to);
  const { campaignId, clientCode, mailer, links, now } = what;
  const letterId = uuidV7(now);
  const previews = await previewCampaign(world.database, {
    estate: world.estate,
    campaignId,
    letterId,
    links,
    ...(clientCode === undefined ? {} : { clientCode }),
  });
  if (previews.length === 0) {
    return campaignRefusal(
      'NO_LETTER',
      'Cette campagne n’a pas de lettre à essayer.',
      'This campaign has no letter to try.',
    );
  }
  const answers: BatchAnswer[] = [];
  for (const { rendered } of previews) answers.push(await mailer.send(batchOf(world, rendered, { to, letterId, now })));
  await world.database.transaction((session) =>
    writeJournal(session, {
      estate: world.estate,
      actor: what.by,
      action: 'campaign.tested',
      subject: `campaign:${campaignId}`,
      after: { letters: previews.length, outcomes: answers.map(({ outcome }) => outcome) },
    }),
  );
  return { letterCount: previews.length, answers };
}

/** A letter alone: two of one address could not be told apart. */
function batchOf(
  { settings: { sender } }: World,
  { subject, html, text, headers }: RenderedOutboxLetter,
  { to, letterId, now }: { readonly to: string; readonly letterId: string; readonly now: Date },
): MailBatch {
  return {
    batchId: uuidV7(now),
    sender: { email: sender.email, ...(sender.name === '' ? {} : { name: sender.name }) },
    ...(sender.reply_to === '' ? {} : { replyTo: { email: sender.reply_to } }),
    letters: [{ letterId, to: { email: to }, subject: `${testMark} ${subject}`, html, text, headers }],
    tags: ['essai'],
  };
}

async function isClient(world: World, email: string): Promise<boolean> {
  const clients = await world.database.rows(selectClients, {
    estate_id: world.estate,
    email,
    email_hash: emailHashOf(email),
  });
  return clients.length > 0;
}

function clientRefusal(email: string): CampaignRefusal {
  return campaignRefusal(
    'ADDRESS_OF_CLIENT',
    `${email} est l’adresse d’un client : un essai ne part jamais à un client. Donnez une autre adresse.`,
    `${email} is a client's address: a test never goes to a client. Give another address.`,
  );
}
