import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailHashOf, registerRefusal } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { pushRefusals } from '../../../src/8-campaign/events/push-refusals.ts';
import { readInbox } from '../../../src/8-campaign/events/read-inbox.ts';
import { reconcile } from '../../../src/8-campaign/events/reconcile.ts';
import { unknown } from '../../../src/brevo/answer.ts';
import type { Brevo } from '../../../src/brevo/client.ts';
import type { Database } from '../../../src/db/database.ts';
import { sql } from '../../../src/db/sql.ts';
import type { FakeBrevo } from '../../../src/fake-brevo/start.ts';
import type { World } from '../../../src/world.ts';
import { batchTo, clientOf, openFake } from '../../fake-brevo/support.ts';
import { testDatabase } from '../../support/database.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { anne, arrive, batchId, bruno, estateWithLetters, rowsOf, sender } from './letters-sent.ts';

let database: Database;
let estate: TestEstate;
let world: World;
let fake: FakeBrevo;
let brevo: Brevo;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  estate = await estateWithLetters(database);
  fake = await openFake({ scripts: { [anne.email]: ['request', 'delivered', 'unique_opened', 'unsubscribed'] } });
  brevo = clientOf(fake);
  world = { ...estate.world, clock: () => fake.control.now() };
});
afterEach(() => estate.close());
afterAll(() => database.close());

const facts = () => rowsOf(world, 'letter_id as letter, kind', 'crm.letter_events');
const reasons = () => rowsOf(world, 'subject_hash as subject, reason', 'etl.suppressions');
const blocks = () => rowsOf(world, 'email_hash as subject, state', 'crm.brevo_blocks');

async function reconcileNow() {
  const now = fake.control.now();
  return reconcile(world, brevo, { since: new Date(now.getTime() - 86_400_000), now });
}

async function sendToBoth(): Promise<void> {
  await brevo.sendEmails(batchTo([anne.email, bruno.email], { tags: [`lot-${batchId}`], customId: batchId }));
  await fake.control.advance(80 * 3_600_000);
}

function refuse(email: string, event: 'unsubscribe' | 'bounce'): Promise<void> {
  const about = { emailHash: emailHashOf(email) };
  return registerRefusal(database, { estate: world.estate, about, event, evidence: 'person:test', on: '2026-11-16' });
}

describe('reconciling with Brevo', () => {
  it('mends what no webhook told, blocks who left in both channels, and changes nothing the second time', async () => {
    await sendToBoth();
    const now = fake.control.now();
    const since = new Date(now.getTime() - 5 * 86_400_000);
    expect(await reconcile(world, brevo, { since, now })).toMatchObject({
      reported: 5,
      inbox: { facts: 5, refusals: 2 },
      told: 1,
      opens: 1,
      incomplete: [],
    });
    expect(await facts()).toHaveLength(5);
    expect(await rowsOf(world, 'client_code as client, status', 'crm.contact_log')).toEqual([
      { client: anne.clientCode, status: 'unsubscribed' },
      { client: bruno.clientCode, status: 'delivered' },
    ]);
    expect(fake.control.isBlacklisted(anne.email)).toBe(true);
    expect(fake.control.isBlocked(anne.email, sender)).toBe(true);
    const before = [await facts(), await reasons(), await blocks()];
    expect(await reconcile(world, brevo, { since, now })).toMatchObject({ inbox: { facts: 0 }, told: 0, learned: 0 });
    expect([await facts(), await reasons(), await blocks()]).toEqual(before);
    expect(await rowsOf(world, 'kind, event_count as count', 'crm.anonymous_events')).toEqual([
      { kind: 'opened', count: 1 },
      { kind: 'proxy_opened', count: 0 },
    ]);
  });

  it('keeps no trace of who opened, in the inbox either', async () => {
    await sendToBoth();
    await reconcileNow();
    const bodies = await rowsOf<{ body: string }>(world, 'body, inbox_id', 'etl.event_inbox');
    expect(bodies.map(({ body }) => body).join()).not.toContain('open');
  });

  it('takes a departure from Brevo that we never heard of, and a bounce for a bounce', async () => {
    await brevo.blockEverywhere(bruno.email, [sender]);
    await refuse(anne.email, 'bounce');
    expect(await reconcileNow()).toMatchObject({ learned: 1, told: 2 });
    expect(await reconcileNow()).toMatchObject({ learned: 0, told: 0 });
    const ofAnne = (await reasons()).filter((row) => JSON.stringify(row).includes(emailHashOf(anne.email)));
    expect(ofAnne).toEqual([{ subject: emailHashOf(anne.email), reason: 'bounce' }]);
    expect(await reasons()).toContainEqual({ subject: emailHashOf(bruno.email), reason: 'unsubscribe' });
  });

  it('blocks again whom somebody let in again at Brevo', async () => {
    await refuse(anne.email, 'unsubscribe');
    await reconcileNow();
    await brevo.unblockTransactional(anne.email);
    await reconcileNow();
    expect(fake.control.isBlocked(anne.email, sender)).toBe(true);
  });

  it('believes a flood of departures only as far as Brevo says the same', async () => {
    const readers = Array.from({ length: 60 }, (_, index) => `lecteur${index}@client.test`);
    const at = fake.control.now().getTime();
    await arrive(
      world,
      readers.map((email) => ({ event: 'unsubscribed', camp_id: 42, email, ts_event: Math.floor(at / 1000) })),
    );
    await readInbox(world, { now: fake.control.now() });
    const doubted = readers.slice(50);
    await brevo.upsertContact({ email: doubted[0] ?? '', emailBlacklisted: true });
    expect(await reconcileNow()).toMatchObject({ confirmed: 1 });
    expect(await reasons()).toHaveLength(51);
  });

  it('finds the letter of a parked event once its message id is known', async () => {
    const event = { event: 'delivered', email: anne.email, 'message-id': '<late@smtp-relay.mailin.fr>' };
    await arrive(world, { ...event, ts_epoch: fake.control.now().getTime() });
    expect(await readInbox(world, { now: fake.control.now() })).toMatchObject({ parked: 1 });
    await database.execute(sql(`update crm.outbox set message_id = :'id' where letter_id = :'letter'::uuid`), {
      id: '<late@smtp-relay.mailin.fr>',
      letter: anne.letterId,
    });
    expect(await reconcileNow()).toMatchObject({ matchedLater: 1 });
    expect(await facts()).toEqual([{ letter: anne.letterId, kind: 'delivered' }]);
    expect(await rowsOf(world, 'kind, inbox_id', 'crm.parked_events')).toEqual([]);
  });

  it('forgets bodies a month after they were taken in, and keeps what they told', async () => {
    await sendToBoth();
    await arrive(world, 'unread bodies stay');
    await reconcileNow();
    await fake.control.advance(32 * 86_400_000);
    expect(await reconcileNow()).toMatchObject({ bodiesForgotten: expect.any(Number) });
    expect(await rowsOf(world, 'inbox_id, source', 'etl.event_inbox')).toEqual([]);
    expect(await rowsOf(world, 'inbox_id, status', 'crm.inbox_readings')).not.toEqual([]);
  });

  it('says what Brevo kept it from doing, and does it the next time', async () => {
    await sendToBoth();
    fake.control.behave({ isIpRefused: true });
    const refused = await reconcileNow();
    expect(refused.incomplete[0]?.fr).toContain('203.0.113.7');
    expect(await facts()).toEqual([]);
    fake.control.behave({ isIpRefused: false });
    expect((await reconcileNow()).incomplete).toEqual([]);
  });
});

describe('telling Brevo of a refusal', () => {
  it('is done again after a fault, and not before its time', async () => {
    await refuse(anne.email, 'unsubscribe');
    const broken = { blockEverywhere: async () => unknown('timeout') };
    const now = fake.control.now();
    expect(await pushRefusals(world, broken, { now })).toMatchObject({ told: 0, waiting: 1 });
    expect(await pushRefusals(world, brevo, { now })).toMatchObject({ told: 0, waiting: 0 });
    const later = new Date(now.getTime() + 120_000);
    expect(await pushRefusals(world, brevo, { now: later })).toMatchObject({ told: 1 });
    expect(await blocks()).toEqual([{ subject: emailHashOf(anne.email), state: 'told' }]);
  });

  it('stops at the first answer that concerns us and not the address', async () => {
    await refuse(anne.email, 'unsubscribe');
    await refuse(bruno.email, 'unsubscribe');
    fake.control.behave({ isIpRefused: true });
    const now = fake.control.now();
    expect(await pushRefusals(world, brevo, { now })).toMatchObject({ told: 0, stopped: { fr: expect.any(String) } });
    fake.control.behave({ isIpRefused: false });
    expect(await pushRefusals(world, brevo, { now })).toMatchObject({ told: 2 });
  });
});
