import { describe, expect, it } from 'vitest';
import type { BrevoEvent } from '../../src/brevo/event.ts';
import { readWebhookBody } from '../../src/brevo/webhook-events.ts';
import { calmBehaviour } from '../../src/fake-brevo/behaviour.ts';
import { batchTo, clientOf, openFake, openReceiver, type Receiver } from './support.ts';

const hourMs = 3_600_000;
const events = [
  'request',
  'delivered',
  'deferred',
  'softBounce',
  'hardBounce',
  'blocked',
  'invalid',
  'spam',
  'click',
  'unsubscribed',
];
const hundred = Array.from({ length: 100 }, (_, index) => `client${index}@client.test`);

function eventsOf(receiver: Receiver): readonly BrevoEvent[] {
  return receiver.bodies.flatMap((body) => readWebhookBody(body)).filter((event) => event.kind !== 'unreadable');
}

describe('a webhook', () => {
  it('carries its token and our id, and every payload is one we can read', async () => {
    const fake = await openFake();
    const receiver = await openReceiver();
    const brevo = clientOf(fake);
    const url = receiver.url;
    await brevo.createWebhook({ url, description: '', type: 'transactional', events, bearerToken: 'secret' });
    await brevo.sendEmails(batchTo(['anne@client.test']));
    await fake.control.advance(hourMs);
    expect(receiver.authorizations).toEqual(['Bearer secret', 'Bearer secret']);
    expect(eventsOf(receiver)).toMatchObject([
      { kind: 'request', customId: '018f7c1e-6b5a-7c00-8000-000000000001', tags: ['noel', 'envoi-1'] },
      { kind: 'delivered', messageId: fake.control.letters()[0]?.messageId },
    ]);
  });

  it('is thrown away for good by one fault of ours: a 500 is never tried again', async () => {
    const fake = await openFake({ scripts: { 'anne@client.test': ['unsubscribed'] } });
    const receiver = await openReceiver();
    fake.control.addWebhook({ url: receiver.url, type: 'transactional', events });
    receiver.answer = 500;
    await clientOf(fake).sendEmails(batchTo(['anne@client.test']));
    await fake.control.advance(48 * hourMs);
    expect(receiver.bodies).toHaveLength(1);
    expect(fake.control.counts().deliveries).toMatchObject({ discarded: 1, delivered: 0 });
  });

  it('comes again after 10 minutes, 1, 2 and 8 hours when we say 429, then no more', async () => {
    const fake = await openFake({ scripts: { 'anne@client.test': ['delivered'] } });
    const receiver = await openReceiver();
    fake.control.addWebhook({ url: receiver.url, type: 'transactional', events });
    receiver.answer = 429;
    await clientOf(fake).sendEmails(batchTo(['anne@client.test']));
    await fake.control.advance(48 * hourMs);
    const [delivery] = fake.control.deliveries();
    const first = delivery?.attempts[0]?.atMs ?? 0;
    expect(delivery?.attempts.map(({ atMs }) => (atMs - first) / 60_000)).toEqual([0, 10, 60, 120, 480]);
    expect(delivery?.state).toBe('given_up');
  });

  it('comes again when we did not answer in time', async () => {
    const fake = await openFake({ scripts: { 'anne@client.test': ['delivered'] }, webhooks: { timeoutMs: 50 } });
    const receiver = await openReceiver();
    fake.control.addWebhook({ url: receiver.url, type: 'transactional', events });
    receiver.answer = 'hang';
    await clientOf(fake).sendEmails(batchTo(['anne@client.test']));
    await fake.control.advance(5 * 60_000);
    receiver.answer = 200;
    await fake.control.advance(hourMs);
    expect(fake.control.deliveries()).toMatchObject([
      { state: 'delivered', attempts: [{ status: 'timeout' }, { status: 200 }] },
    ]);
  });

  it('in batches posts arrays of up to 500 events every five minutes', async () => {
    const fake = await openFake();
    const receiver = await openReceiver();
    fake.control.addWebhook({ url: receiver.url, type: 'transactional', events, batched: true });
    await clientOf(fake).sendEmails(batchTo(hundred));
    await fake.control.advance(hourMs);
    expect(receiver.bodies.every((body) => body.startsWith('['))).toBe(true);
    expect(receiver.bodies.length).toBeLessThan(4);
    expect(eventsOf(receiver)).toHaveLength(200);
  });

  it('of the campaigns tells of a departure there, which does not concern the senders', async () => {
    const fake = await openFake();
    const receiver = await openReceiver();
    fake.control.addWebhook({ url: receiver.url, type: 'marketing', events: ['unsubscribed'] });
    const brevo = clientOf(fake);
    await brevo.upsertContact({ email: 'anne@client.test' });
    fake.control.happenInMarketing({
      event: 'unsubscribed',
      email: 'anne@client.test',
      campaignId: 42,
      campaignName: 'Noël',
    });
    await fake.control.advance(1000);
    expect(eventsOf(receiver)).toMatchObject([{ kind: 'unsubscribed', source: 'marketing', campaignId: 42 }]);
    expect(fake.control.isBlacklisted('anne@client.test')).toBe(true);
    expect(fake.control.isBlocked('anne@client.test', 'offres@domaine.test')).toBe(false);
  });
});

it('a storm of lost, doubled, late and misspelt events leaves the report whole: what it tells is the truth', async () => {
  const fake = await openFake({
    recipients: { ...calmBehaviour.recipients, hardBounce: 0.1, unsubscribe: 0.1, spam: 0.05 },
    webhooks: { dropped: 0.2, twice: 0.3, reordered: 0.5, delayed: 0.1 },
    quirks: { epochInSeconds: 0.3, misspeltEpoch: 0.3, noEpoch: 0.2, localSeconds: 0.3, otherNames: 0.5, tagOnly: 0.5 },
  });
  const receiver = await openReceiver();
  fake.control.addWebhook({ url: receiver.url, type: 'transactional', events });
  const brevo = clientOf(fake);
  await brevo.sendEmails(batchTo(hundred));
  await fake.control.advance(5 * 24 * hourMs);

  const received = eventsOf(receiver);
  const byDelivery = new Set(received.map(({ dedupeKey }) => dedupeKey));
  expect(received.length).toBe(receiver.bodies.length);
  expect(byDelivery.size).toBeLessThan(received.length);
  expect(fake.control.counts().deliveries.dropped).toBeGreaterThan(10);

  const reported = new Map<string, BrevoEvent>();
  for await (const page of brevo.statistics({ startDate: '2026-11-16', endDate: '2026-11-21' })) {
    if (page.outcome !== 'done') throw new Error(page.outcome);
    for (const event of page.value) if (event.kind !== 'unreadable') reported.set(event.factKey, event);
  }
  const departed = [...reported.values()].filter(({ kind }) => kind === 'unsubscribed').map(({ email }) => email);
  const truth = fake.control.truth().filter(({ isUnsubscribed }) => isUnsubscribed);
  expect(departed.sort()).toEqual(truth.map(({ email }) => email).sort());
  expect(truth.length).toBeGreaterThan(0);
  expect([...new Set(received.map(({ factKey }) => factKey))].filter((key) => !reported.has(key))).toEqual([]);
});
