/** What the proof of webhooks stands on: an estate, its letters on their way through the fake Brevo, and the weather. */
import { estateFolders } from '../src/1-raw/folders.ts';
import { createLinkMaker } from '../src/8-campaign/links/link-maker.ts';
import { webhookUrl } from '../src/api/webhook-path.ts';
import { type Brevo, createBrevo } from '../src/brevo/client.ts';
import { webhookEvents } from '../src/brevo/webhooks.ts';
import type { Database } from '../src/db/database.ts';
import { sql } from '../src/db/sql.ts';
import { createEstate } from '../src/estate/estates.ts';
import { settingsFrom } from '../src/estate/settings-store.ts';
import type { BehaviourChange } from '../src/fake-brevo/behaviour.ts';
import type { FakeBrevo } from '../src/fake-brevo/start.ts';
import type { World } from '../src/world.ts';
import type { Weather } from './weather.ts';

export const estate = 'proof';
export const sender = 'offres@domaine.test';
export const secret = 'a secret of this proof alone, 32 characters and more';
/** Many more refusals than a real mailing gives: each of them is a chance to be wrong. */
export const stormy: BehaviourChange = {
  statisticsLagSeconds: 60,
  recipients: {
    deferred: 0.05,
    softBounce: 0.03,
    hardBounce: 0.04,
    invalid: 0.01,
    open: 0.4,
    proxyOpen: 0.2,
    click: 0.2,
    unsubscribe: 0.06,
    spam: 0.02,
  },
  webhooks: { dropped: 0.2, twice: 0.3, reordered: 0.5, delayed: 0.15 },
  quirks: { epochInSeconds: 0.3, misspeltEpoch: 0.2, noEpoch: 0.2, localSeconds: 0.3, otherNames: 0.5, tagOnly: 0.4 },
};

/** Everything the proof works with. */
export interface Stage {
  readonly world: World;
  readonly weather: Weather;
  readonly fake: FakeBrevo;
  readonly brevo: Brevo;
  readonly publicUrl: string;
  readonly letters: readonly PlannedLetter[];
  readonly answers: Map<string, number>;
}

export interface PlannedLetter {
  readonly letterId: string;
  readonly batchId: string;
  readonly clientCode: string;
  readonly email: string;
}

const silent = (): void => {};

export async function openProofWorld(database: Database, home: string, fake: FakeBrevo): Promise<World> {
  await createEstate(database, { slug: estate, name: estate, isDemo: false });
  const { settings, configHash } = settingsFrom({ sender: { email: sender } });
  return {
    estate,
    database,
    folders: estateFolders(home, estate),
    settings,
    configHash,
    codeVersion: 'proof',
    actor: 'prover',
    clock: () => fake.control.now(),
    log: { info: silent, warn: silent, error: silent },
    progress: { advance: silent, end: silent },
  };
}

export function brevoOf(fake: FakeBrevo): Brevo {
  return createBrevo({
    baseUrl: fake.apiUrl,
    apiKey: 'proof',
    clock: () => fake.control.now(),
    sleep: (ms) => fake.control.advance(ms),
  });
}

export function planLetters(count: number): readonly PlannedLetter[] {
  return Array.from({ length: count }, (_, index) => ({
    letterId: uuidOf(1, index),
    batchId: uuidOf(2, Math.floor(index / 50)),
    clientCode: `CL${String(index).padStart(6, '0')}`,
    email: `client${index}@client.test`,
  }));
}

function uuidOf(kind: number, index: number): string {
  return `018f7c1e-000${kind}-7c00-8000-${String(index).padStart(12, '0')}`;
}

export const campaignId = uuidOf(3, 0);

export async function arrange({ world, fake, letters, publicUrl }: Stage): Promise<void> {
  const given = { estate, letters: JSON.stringify(letters), campaign_id: campaignId };
  await world.database.execute(sql(insertClients), { estate, letters: given.letters });
  await world.database.execute(sql(insertOutbox), given);
  const url = webhookUrl(publicUrl, secret, estate);
  // Each event is told by one of the two, so that a fifth of all is lost for good; the second tells in arrays.
  const inArrays = ['request', 'deferred', 'softBounce', 'blocked', 'invalid', 'spam'];
  const alone = [...webhookEvents.transactional.filter((name) => !inArrays.includes(name)), 'opened'];
  fake.control.addWebhook({ url, type: 'transactional', events: alone });
  fake.control.addWebhook({ url, type: 'transactional', events: inArrays, batched: true });
  fake.control.addWebhook({ url, type: 'marketing', events: webhookEvents.marketing });
}

const given = `jsonb_to_recordset(:'letters'::jsonb) as letters ("letterId" uuid, "batchId" uuid, "clientCode" text, email text)`;
const insertClients = `
  insert into etl.clients (
    estate_id, client_code, email, household_key, is_trade, is_till, origin, exported_at, file_hash, file_line
  )
  select :'estate', letters."clientCode", letters.email, letters."clientCode", false, false, 'clients', now(), 'proof', 1
  from ${given}`;
const insertOutbox = `
  insert into crm.outbox (
    estate_id, campaign_id, household_key, client_code, letter_id, idempotency_key, state, email_hash, letter, letter_hash,
    batch_id
  )
  select
    :'estate', :'campaign_id'::uuid, letters."clientCode", letters."clientCode", letters."letterId", letters."letterId",
    'claimed', etl.email_hash(letters.email), '{}', 'proof', letters."batchId"
  from ${given}`;

export async function send({ brevo, world, publicUrl }: Stage, letters: readonly PlannedLetter[]): Promise<void> {
  const links = createLinkMaker({ secret, publicUrl, estate });
  for (let from = 0; from < letters.length; from += 50) {
    const batch = letters.slice(from, from + 50);
    const batchId = batch[0]?.batchId ?? '';
    const answer = await brevo.sendEmails({
      idempotencyKey: batchId,
      sender: { email: sender },
      letters: batch.map(({ email, letterId }) => ({
        to: { email },
        subject: 'Un Riesling pour vous',
        html: `<a href="${links.click(letterId, 1).url}">1</a><a href="https://domaine.test/?a=1&amp;b=é">2</a>`,
        text: 'Un Riesling',
      })),
      customId: batchId,
      tags: [`lot-${batchId}`],
    });
    if (answer.outcome !== 'sent') throw new Error(`the fake did not take the letters: ${answer.outcome}`);
    const accepted = batch.map(({ letterId }, index) => ({ letterId, messageId: answer.messageIds[index] }));
    await world.database.execute(sql(acceptOutbox), {
      estate,
      accepted: JSON.stringify(accepted),
      now: world.clock(),
    });
    await world.database.execute(sql(insertContacts), { estate, letter_ids: batch.map(({ letterId }) => letterId) });
  }
}

const acceptOutbox = `
  update crm.outbox as outbox
  set state = 'accepted', message_id = accepted."messageId", accepted_at = :'now'::timestamptz
  from jsonb_to_recordset(:'accepted'::jsonb) as accepted ("letterId" uuid, "messageId" text)
  where outbox.estate_id = :'estate' and outbox.letter_id = accepted."letterId"`;
const insertContacts = `
  insert into crm.contact_log (
    estate_id, contact_id, client_code, household_key, channel, status, campaign_id, is_marketing, contacted_at, letter_id
  )
  select
    outbox.estate_id, outbox.letter_id, outbox.client_code, outbox.household_key, 'email', 'sent', outbox.campaign_id::text,
    true, outbox.accepted_at, outbox.letter_id
  from crm.outbox as outbox
  where outbox.estate_id = :'estate' and outbox.letter_id = any(:'letter_ids'::uuid[])`;
