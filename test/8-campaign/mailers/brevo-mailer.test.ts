import { expect, it } from 'vitest';
import { brevoSendingOptions, createBrevoMailer } from '../../../src/8-campaign/mailers/brevo-mailer.ts';
import type { MailBatch } from '../../../src/8-campaign/mailer.ts';
import type { FakeBrevo } from '../../../src/fake-brevo/start.ts';
import { clientOf, openFake } from '../../fake-brevo/support.ts';

let keys = 0;

function batchTo(count: number, more: Partial<MailBatch> = {}): MailBatch {
  const letters = Array.from({ length: count }, (_, at) => ({
    letterId: `018f7c1e-6b5a-7c00-8000-00000000000${at}`,
    to: { email: `client${at}@client.test` },
    subject: 'Noël',
    html: '<p>Bonjour</p>',
    text: 'Bonjour',
    headers: { 'List-Unsubscribe': `<https://lettres.test/u/${at}>` },
  }));
  const batchId = `3f1c9a52-0000-4000-8000-${String(++keys).padStart(12, '0')}`;
  return { batchId, sender: { email: 'offres@domaine.test' }, letters, tags: [], ...more };
}

function mailerOf(fake: FakeBrevo) {
  const brevo = clientOf(fake, { ...brevoSendingOptions, timeoutMs: 300 });
  return createBrevoMailer({ brevo, clock: () => fake.control.now() });
}

it('a batch goes out in one call under its key and its tag; a letter alone carries its own headers and id', async () => {
  const fake = await openFake();
  const mailer = mailerOf(fake);
  const batch = batchTo(3);
  const answer = await mailer.send(batch);
  expect(answer).toMatchObject({ outcome: 'answered' });
  const alone = batchTo(1);
  await mailer.send(alone);
  const [first, , , last] = fake.control.letters();
  expect(first).toMatchObject({
    idempotencyKey: batch.batchId,
    customId: batch.batchId,
    tags: [`lot-${batch.batchId}`],
  });
  expect(last).toMatchObject({
    customId: alone.letters[0]?.letterId,
    headers: { 'List-Unsubscribe': '<https://lettres.test/u/0>' },
  });
  expect(fake.control.counts().calls['POST /smtp/email']).toBe(2);
});

it('a lost reply is unknown after one try, and found by its tag once the report tells of it', async () => {
  const fake = await openFake({ statisticsLagSeconds: 60 });
  const mailer = mailerOf(fake);
  fake.control.failNext('POST /smtp/email', 'lost_reply');
  const batch = batchTo(2);
  const firstTriedAt = fake.control.now();
  expect(await mailer.send(batch)).toMatchObject({ letters: [{ outcome: 'unknown' }, { outcome: 'unknown' }] });
  const soon = await mailer.lookUp({ ...batch, firstTriedAt });
  expect({ found: soon?.accepted.size, isComplete: soon?.isComplete }).toEqual({ found: 0, isComplete: false });
  await fake.control.advance(6 * 60_000);
  const later = await mailer.lookUp({ ...batch, firstTriedAt });
  expect(later?.isComplete).toBe(true);
  expect([...(later?.accepted.keys() ?? [])].sort()).toEqual(['client0@client.test', 'client1@client.test']);
  expect(await mailer.send({ ...batch, firstTriedAt })).toMatchObject({
    letters: [{ outcome: 'accepted', messageId: null }, { outcome: 'accepted' }],
  });
  expect(fake.control.counts().mostPerRecipient).toBe(1);
});

it('what a person has to mend halts; what passes waits; a bad address is found letter by letter', async () => {
  const fake = await openFake({ creditsPerDay: 2 });
  const mailer = mailerOf(fake);
  expect(await mailer.creditsLeft?.()).toBe(2);
  expect(await mailer.send(batchTo(3))).toMatchObject({ outcome: 'halt', code: 'NO_CREDIT' });
  const cases = [
    ['key_refused', { outcome: 'halt', code: 'KEY' }],
    ['ip_refused', { outcome: 'halt', code: 'IP' }],
    ['suspended', { outcome: 'halt', code: 'ACCOUNT' }],
    ['too_many', { outcome: 'wait' }],
  ] as const;
  for (const [fault, expected] of cases) {
    fake.control.failNext('POST /smtp/email', fault);
    expect(await mailer.send(batchTo(1))).toMatchObject(expected);
    await fake.control.advance(3_600_000);
  }
  fake.control.behave({ activeSenders: ['autre@domaine.test'] });
  expect(await mailer.send(batchTo(1))).toMatchObject({ outcome: 'halt', code: 'SENDER_REFUSED' });
  fake.control.behave({ activeSenders: null });
  const bad = batchTo(2);
  const letters = bad.letters.map((letter, at) =>
    at === 0 ? { ...letter, to: { email: 'pas une adresse' } } : letter,
  );
  expect(await mailer.send({ ...bad, letters })).toMatchObject({
    letters: [{ outcome: 'not_sent', reason: 'batch_refused' }, { outcome: 'not_sent' }],
  });
  expect(await mailer.send({ ...batchTo(1), letters: letters.slice(0, 1) })).toMatchObject({
    letters: [{ outcome: 'refused' }],
  });
});
