import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { batchTo, clientOf, openFake } from '../fake-brevo/support.ts';

const minuteMs = 60_000;
const three = ['anne@client.test', 'bruno@client.test', 'chloe@client.test'];

describe('a batch of letters', () => {
  it('comes back with one message id per letter, in the order of the letters', async () => {
    const fake = await openFake();
    const answer = await clientOf(fake).sendEmails(batchTo(three));
    expect(answer).toMatchObject({ outcome: 'sent' });
    const ids = answer.outcome === 'sent' ? answer.messageIds : [];
    const emailOf = new Map(fake.control.letters().map(({ messageId, email }) => [messageId, email]));
    expect(ids.map((id) => emailOf.get(id))).toEqual(three);
  });

  it('carries our opaque id, the tags and each recipient’s own letter', async () => {
    const fake = await openFake();
    await clientOf(fake).sendEmails(batchTo(three));
    expect(
      fake.control.letters().map(({ subject, customId, tags, text }) => ({ subject, customId, tags, text })),
    ).toEqual(
      three.map((email) => ({
        subject: `Un Riesling pour ${email}`,
        customId: '018f7c1e-6b5a-7c00-8000-000000000001',
        tags: ['noel', 'envoi-1'],
        text: 'Bonjour',
      })),
    );
  });

  it('of 501 letters, of none, without HTML or with an accent in a header is refused before anything is sent', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    const batch = batchTo(three);
    const answers = [
      await brevo.sendEmails(batchTo(Array.from({ length: 501 }, (_, index) => `c${index}@client.test`))),
      await brevo.sendEmails(batchTo([])),
      await brevo.sendEmails({ ...batch, letters: batch.letters.map((letter) => ({ ...letter, html: ' ' })) }),
      await brevo.sendEmails({ ...batch, headers: { 'X-Cuvee': 'été' } }),
    ];
    expect(answers.map((answer) => 'code' in answer && answer.code)).toEqual([
      'LETTERS_COUNT',
      'LETTERS_COUNT',
      'HTML_MISSING',
      'HEADER_NOT_ASCII',
    ]);
    expect(fake.control.counts().calls).toEqual({});
  });
});

describe('a letter whose outcome is not known', () => {
  it('is accepted once though the reply was lost: the repeat under the same key is a duplicate', async () => {
    const fake = await openFake();
    fake.control.failNext('POST /smtp/email', 'lost_reply');
    const answer = await clientOf(fake).sendEmails(batchTo(three));
    expect(answer).toEqual({ outcome: 'duplicate' });
    expect([...fake.control.perRecipient().values()]).toEqual([1, 1, 1]);
  });

  it.each([
    ['a fault of Brevo’s before it accepted', 'error_before', 'sent'],
    ['a fault of Brevo’s after it accepted', 'error_after', 'duplicate'],
    ['a connection lost before it accepted', 'lost_request', 'sent'],
    ['an answer that came too late', 'slow', 'duplicate'],
  ] as const)('goes out once after %s', async (_, fault, outcome) => {
    const fake = await openFake();
    fake.control.failNext('POST /smtp/email', fault);
    expect((await clientOf(fake, { timeoutMs: 1500 }).sendEmails(batchTo(three))).outcome).toBe(outcome);
    expect(fake.control.counts()).toMatchObject({ recipients: 3, mostPerRecipient: 1 });
  });

  it('stays unknown when Brevo accepted with an answer nobody can read', async () => {
    const fake = await openFake();
    fake.control.failNext('POST /smtp/email', 'unreadable');
    const answer = await clientOf(fake).sendEmails(batchTo(three));
    expect(answer).toMatchObject({ outcome: 'unknown', reason: 'unreadable_answer' });
    expect(fake.control.counts().calls['POST /smtp/email']).toBe(1);
  });

  it('stays unknown when the repeat is refused: the credit may be the one it used itself', async () => {
    const fake = await openFake();
    fake.control.failNext('POST /smtp/email', 'lost_reply');
    fake.control.failNext('POST /smtp/email', 'no_credit');
    const answer = await clientOf(fake).sendEmails(batchTo(three));
    expect(answer).toMatchObject({ outcome: 'unknown', reason: 'refused_later' });
    expect(fake.control.letters()).toHaveLength(3);
  });

  it('is not sent again a quarter of an hour after its first try, when Brevo may have forgotten the key', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake, { tries: 1 });
    const batch = batchTo(three);
    fake.control.failNext('POST /smtp/email', 'lost_reply');
    const firstTriedAt = fake.control.now();
    expect(await brevo.sendEmails(batch)).toMatchObject({ outcome: 'unknown', reason: 'connection_lost' });
    await fake.control.advance(31 * minuteMs);
    expect(await brevo.sendEmails({ ...batch, firstTriedAt })).toMatchObject({
      outcome: 'unknown',
      reason: 'window_over',
    });
    expect(fake.control.counts().mostPerRecipient).toBe(1);
  });

  it('would be doubled by whoever repeats it after 30 minutes: the fake forgets keys as Brevo does', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    const batch = batchTo(three);
    await brevo.sendEmails(batch);
    await fake.control.advance(29 * minuteMs);
    expect((await brevo.sendEmails(batch)).outcome).toBe('duplicate');
    await fake.control.advance(2 * minuteMs);
    expect((await brevo.sendEmails(batch)).outcome).toBe('sent');
    expect(fake.control.counts().mostPerRecipient).toBe(2);
  });

  it('is found again by its tag, by its recipient and by its message id', async () => {
    const fake = await openFake({ statisticsLagSeconds: 60 });
    const brevo = clientOf(fake, { tries: 1 });
    fake.control.failNext('POST /smtp/email', 'lost_reply');
    await brevo.sendEmails(batchTo(three));
    const days = { startDate: '2026-11-16', endDate: '2026-11-17' };
    expect(await brevo.lookUpEmails({ tag: 'envoi-1', ...days })).toEqual({ outcome: 'done', value: [] });
    await fake.control.advance(2 * minuteMs);
    const byTag = await brevo.lookUpEmails({ tag: 'envoi-1', ...days });
    const found = byTag.outcome === 'done' ? byTag.value : [];
    expect(found.map(({ email }) => email).sort()).toEqual(three);
    const anne = found.find(({ email }) => email === 'anne@client.test');
    expect(await brevo.lookUpEmails({ email: 'anne@client.test', ...days })).toEqual({
      outcome: 'done',
      value: [anne],
    });
    expect(await brevo.lookUpEmails({ messageId: anne?.messageId ?? '' })).toEqual({ outcome: 'done', value: [anne] });
  });
});

describe('a letter that surely did not go out', () => {
  it('says so when nobody listens at the address of Brevo', async () => {
    const fake = await openFake();
    const closed = await closedPort();
    const brevo = clientOf(fake, { baseUrl: `http://127.0.0.1:${closed}/v3` });
    expect(await brevo.sendEmails(batchTo(three))).toMatchObject({ outcome: 'not_sent', reason: 'unreachable' });
  });

  it('tells a refused key from a refused IP address, whatever the status, and names the address', async () => {
    const fake = await openFake({ callerIp: '198.51.100.42' });
    const brevo = clientOf(fake);
    const because: unknown[] = [];
    for (const fault of ['key_refused', 'ip_refused', 'ip_refused_403', 'forbidden', 'suspended'] as const) {
      fake.control.failNext('GET /account', fault);
      const answer = await brevo.account();
      because.push(answer.outcome === 'refused' ? [answer.because, answer.ipAddress] : answer.outcome);
    }
    const ip = ['ip', '198.51.100.42'];
    expect(because).toEqual([['key', undefined], ip, ip, ['rights', undefined], ['account', undefined]]);
    fake.control.behave({ isIpRefused: true });
    expect(await brevo.sendEmails(batchTo(three))).toMatchObject({
      sentence: { fr: expect.stringContaining("Autorisez l'adresse IP 198.51.100.42 dans Brevo > Sécurité") },
    });
  });

  it('says that the 300 letters of a free account are used up, and knows how many are left', async () => {
    const fake = await openFake({ creditsPerDay: 4 });
    const brevo = clientOf(fake);
    expect(await brevo.account()).toMatchObject({ outcome: 'done', value: { emailCredits: 4 } });
    expect((await brevo.sendEmails(batchTo(three))).outcome).toBe('sent');
    expect((await brevo.sendEmails(batchTo(three))).outcome).toBe('no_credit');
    expect(await brevo.account()).toMatchObject({ outcome: 'done', value: { emailCredits: 1 } });
    await fake.control.advance(24 * 60 * minuteMs);
    expect((await brevo.sendEmails(batchTo(three))).outcome).toBe('sent');
  });

  it('is refused by the client when the key would travel in clear', async () => {
    const fake = await openFake();
    const answer = await clientOf(fake, { baseUrl: 'http://brevo.test/v3' }).sendEmails(batchTo(three));
    expect(answer).toMatchObject({ outcome: 'refused', code: 'UNSAFE_ADDRESS' });
  });
});

describe('a letter for later', () => {
  it('is held, then taken back by its batch: nobody receives it', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    const batchId = '7d3b1f52-8a4e-4c7b-9a53-0f6a3f9c1d11';
    const answer = await brevo.sendEmails(batchTo(three, { scheduledAt: new Date('2026-11-16T18:00:00Z'), batchId }));
    expect(answer).toMatchObject({ outcome: 'sent', batchId });
    expect((await brevo.cancelScheduled(batchId)).outcome).toBe('done');
    await fake.control.advance(24 * 60 * minuteMs);
    expect(fake.control.counts()).toMatchObject({ letters: { cancelled: 3, accepted: 0 }, events: {}, recipients: 0 });
  });

  it('goes out at most five minutes after its hour', async () => {
    const fake = await openFake();
    await clientOf(fake).sendEmails(batchTo(three, { scheduledAt: new Date('2026-11-16T09:00:00Z') }));
    await fake.control.advance(59 * minuteMs);
    expect(fake.control.counts().events).toEqual({});
    await fake.control.advance(8 * minuteMs);
    expect(fake.control.counts().events).toEqual({ request: 3, delivered: 3 });
  });

  it('of the sandbox is checked and answered, and nothing happens', async () => {
    const fake = await openFake();
    expect((await clientOf(fake).sendEmails(batchTo(three, { isSandbox: true }))).outcome).toBe('sent');
    expect(fake.control.counts()).toMatchObject({ sandboxed: 3, recipients: 0 });
  });
});

describe('the limits of Brevo', () => {
  it('are kept: 120 batches in a row wait for the second minute and none is turned away', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    const before = fake.control.now().getTime();
    for (let sent = 0; sent < 120; sent++) {
      expect((await brevo.sendEmails(batchTo(['a@client.test', 'b@client.test']))).outcome).toBe('sent');
    }
    expect(fake.control.now().getTime() - before).toBeGreaterThanOrEqual(minuteMs);
    expect(fake.control.counts().calls['POST /smtp/email']).toBe(120);
  });

  it('are said rather than slept when they would hold the work for an hour', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    const outcomes: string[] = [];
    for (let asked = 0; asked < 101; asked++) outcomes.push((await brevo.account()).outcome);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(100);
    expect(outcomes.at(-1)).toBe('rate_limited');
    expect(fake.control.counts().calls['GET /account']).toBe(100);
  });

  it('are believed when Brevo says them: a 429 is waited for, then the letter goes out once', async () => {
    const fake = await openFake();
    fake.control.failNext('POST /smtp/email', 'too_many', 2);
    expect((await clientOf(fake).sendEmails(batchTo(three))).outcome).toBe('sent');
    expect(fake.control.counts().mostPerRecipient).toBe(1);
  });
});

it('nothing of a client, and no key, is ever written in the log', async () => {
  const fake = await openFake();
  const lines: string[] = [];
  const log = {
    info: (message: string, fields?: object) => void lines.push(JSON.stringify([message, fields])),
    warn: (message: string, fields?: object) => void lines.push(JSON.stringify([message, fields])),
  };
  const brevo = clientOf(fake, { log });
  fake.control.failNext('*', 'error_before', 2);
  await brevo.contact('anne@client.test');
  fake.control.failNext('POST /smtp/email', 'lost_reply');
  await brevo.sendEmails(batchTo(three));
  await brevo.updateContact('anne@client.test', { emailBlacklisted: true });
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.join()).not.toMatch(/client\.test|client%40|xkeysib|Riesling/);
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
