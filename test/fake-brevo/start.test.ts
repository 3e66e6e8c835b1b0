import { describe, expect, it } from 'vitest';
import { calmBehaviour, wildBehaviour } from '../../src/fake-brevo/behaviour.ts';
import { startFakeBrevo } from '../../src/fake-brevo/start.ts';
import { batchTo, clientOf, openFake } from './support.ts';

describe('the fake Brevo', () => {
  it('takes the 10,000 letters of a large estate in twenty calls', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake, { timeoutMs: 10_000 });
    for (let batch = 0; batch < 20; batch++) {
      const emails = Array.from({ length: 500 }, (_, index) => `client${batch * 500 + index}@client.test`);
      expect((await brevo.sendEmails(batchTo(emails))).outcome).toBe('sent');
    }
    await fake.control.advance(3_600_000);
    expect(fake.control.counts()).toMatchObject({
      recipients: 10_000,
      mostPerRecipient: 1,
      calls: { 'POST /smtp/email': 20 },
      events: { request: 10_000, delivered: 10_000 },
    });
  });

  it('tells the same story twice from one seed, and another from another', async () => {
    const stories = [];
    for (const seed of [1, 1, 2]) {
      const fake = await openFake({ ...wildBehaviour, recipients: calmBehaviour.recipients }, seed);
      const emails = Array.from({ length: 200 }, (_, index) => `client${index}@client.test`);
      await clientOf(fake).sendEmails(batchTo(emails, { idempotencyKey: 'one' }));
      await fake.control.advance(7 * 24 * 3_600_000);
      stories.push(fake.control.truth().map(({ email, happened }) => [email, happened]));
    }
    expect(stories[0]).toEqual(stories[1]);
    expect(stories[0]).not.toEqual(stories[2]);
  });

  it('says its limits on every reply, refusals included', async () => {
    const fake = await openFake({ apiKey: 'the-good-one' });
    for (const [key, status] of [
      ['the-good-one', 200],
      ['another', 401],
      ['', 401],
    ] as const) {
      const response = await fetch(`${fake.apiUrl}/account`, { headers: { 'api-key': key } });
      expect(response.status).toBe(status);
      expect(response.headers.get('x-sib-ratelimit-limit')).toBe('100');
      expect(Number(response.headers.get('x-sib-ratelimit-reset'))).toBeGreaterThan(0);
    }
  });

  it('turns away the 101st call of the hour, and takes it in the next', async () => {
    const fake = await openFake();
    const ask = (): Promise<Response> => fetch(`${fake.apiUrl}/senders`, { headers: { 'api-key': 'any' } });
    const statuses: number[] = [];
    for (let call = 0; call < 101; call++) statuses.push((await ask()).status);
    expect(statuses.filter((status) => status === 429)).toEqual([429]);
    await fake.control.advance(3_600_000);
    expect((await ask()).status).toBe(200);
  });

  it('loses in silence a letter with an accent in a header, as the real one does', async () => {
    const fake = await openFake();
    const response = await fetch(`${fake.apiUrl}/smtp/email`, {
      method: 'POST',
      headers: { 'api-key': 'any', 'content-type': 'application/json' },
      body: JSON.stringify({
        sender: { email: 'offres@domaine.test' },
        to: [{ email: 'anne@client.test' }],
        subject: 'Riesling',
        htmlContent: '<p>Bonjour</p>',
        headers: { 'X-Cuvee': 'été' },
      }),
    });
    await fake.control.advance(3_600_000);
    expect(response.status).toBe(201);
    expect(fake.control.truth()).toMatchObject([{ state: 'lost', happened: [] }]);
  });

  it('refuses text alone, 1,001 versions, a report of 91 days', async () => {
    const fake = await openFake();
    const post = async (body: object): Promise<number> =>
      (
        await fetch(`${fake.apiUrl}/smtp/email`, {
          method: 'POST',
          headers: { 'api-key': 'any', 'content-type': 'application/json' },
          body: JSON.stringify({ sender: { email: 'offres@domaine.test' }, subject: 'Riesling', ...body }),
        })
      ).status;
    const to = [{ email: 'anne@client.test' }];
    expect(await post({ to, textContent: 'Bonjour' })).toBe(400);
    expect(await post({ htmlContent: '<p>', messageVersions: Array.from({ length: 1001 }, () => ({ to })) })).toBe(400);
    expect(fake.control.letters()).toEqual([]);
    const long = await fetch(`${fake.apiUrl}/smtp/statistics/events?startDate=2026-08-01&endDate=2026-11-16`, {
      headers: { 'api-key': 'any' },
    });
    expect(long.status).toBe(400);
  });

  it('can be steered from another process', async () => {
    const fake = await openFake();
    const steer = async (path: string, body: object): Promise<unknown> =>
      (
        await fetch(`${fake.url}/_fake/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json();
    await steer('behaviour', { wild: true, sendFaults: {}, creditsPerDay: 300 });
    expect(await steer('behaviour', { recipients: { clik: 1 } })).toMatchObject({ code: 'invalid_parameter' });
    await steer('faults', { fault: 'lost_reply' });
    await clientOf(fake).sendEmails(batchTo(['anne@client.test']));
    const [letter] = fake.control.letters();
    await steer('events', { messageId: letter?.messageId, event: 'spam' });
    expect(await steer('clock', { advanceSeconds: 60 })).toEqual({ now: fake.control.now().toISOString() });
    const counts: unknown = await (await fetch(`${fake.url}/_fake/counts`)).json();
    expect(counts).toMatchObject({ faults: { lost_reply: 1 }, events: { spam: 1 }, mostPerRecipient: 1 });
  });

  it('runs on the time of day for people, as fast as they ask', async () => {
    const fake = await startFakeBrevo({ seed: 1, clock: { mode: 'real', speed: 36_000 } });
    await clientOf(fake, { sleep: async () => {} }).sendEmails(batchTo(['anne@client.test']));
    await expect.poll(() => fake.control.letters()[0]?.happened.length ?? 0).toBeGreaterThan(1);
    await fake.close();
  });
});

describe('the page of the fake', () => {
  it('lists what was "sent" and shows each letter, without letting it run anything', async () => {
    const fake = await openFake();
    const batch = batchTo(['anne@client.test']);
    const hostile = {
      ...batch.letters[0],
      to: { email: 'anne@client.test', name: '<b>Anne' },
      subject: 'Un <script>',
      html: '<script>alert(1)</script>',
      text: 'Bon</pre>jour',
    };
    await clientOf(fake).sendEmails({ ...batch, letters: [hostile] });
    const list = await (await fetch(fake.url)).text();
    const letter = await (await fetch(`${fake.url}/lettres/0`)).text();
    const html = await fetch(`${fake.url}/lettres/0/html`);
    expect(list).toContain('Un &lt;script&gt;');
    expect(list).toContain('&lt;b&gt;Anne');
    expect(letter).toContain('<iframe sandbox="allow-popups"');
    expect(letter).toContain('Bon&lt;/pre&gt;jour');
    expect(await html.text()).toBe('<script>alert(1)</script>');
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups; default-src 'none'/);
  });
});
