import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailHashOf, registerRefusal } from '../../src/4-warehouse/consent/register-refusal.ts';
import { readInbox } from '../../src/8-campaign/events/read-inbox.ts';
import { keepLinks } from '../../src/8-campaign/links/keep-links.ts';
import { createLinkMaker, type LinkMaker } from '../../src/8-campaign/links/link-maker.ts';
import { createPublicServer } from '../../src/api/public-server.ts';
import { webhookUrl } from '../../src/api/webhook-path.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import type { World } from '../../src/world.ts';
import { anne, arrive, estateWithLetters, now, posted, rowsOf } from '../8-campaign/events/letters-sent.ts';
import { testDatabase } from '../support/database.ts';
import type { TestEstate } from '../support/estate-world.ts';

const secret = 'a secret of the tests alone, 32 characters and more';
const publicUrl = 'https://lettres.domaine.test';

/** How the database behaves towards the server. */
type Mood = 'well' | 'down' | 'silent';

let database: Database;
let estate: TestEstate;
let world: World;
let app: FastifyInstance;
let links: LinkMaker;
let mood: Mood;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  estate = await estateWithLetters(database);
  world = estate.world;
  mood = 'well';
  links = createLinkMaker({ secret, publicUrl, estate: world.estate });
  app = createPublicServer({
    database: moody(database),
    secret,
    publicUrl,
    clock: () => now,
    log: world.log,
    answerWithinMs: 400,
  });
});
afterEach(async () => {
  await app.close();
  await estate.close();
});
afterAll(() => database.close());

const reach = async (): Promise<void> => {
  if (mood === 'silent') await new Promise<never>(() => {});
  if (mood === 'down') throw new Error('connection refused');
};

function moody(real: Database): Database {
  return {
    ...real,
    rows: async (...given) => reach().then(() => real.rows(...given)),
    one: async (...given) => reach().then(() => real.one(...given)),
    execute: async (...given) => reach().then(() => real.execute(...given)),
    transaction: async (work) => reach().then(() => real.transaction(work)),
  };
}

const inbox = () => rowsOf<{ body: string; source: string }>(world, 'body, source', 'etl.event_inbox');
const suppressed = () => rowsOf(world, 'subject_hash as subject, reason', 'etl.suppressions');
const facts = () => rowsOf(world, 'kind, source', 'crm.letter_events');
const pathOf = (url: string): string => new URL(url).pathname;

const webhookPath = (): string => pathOf(webhookUrl(publicUrl, secret, world.estate));
const unsubscribePath = (): string => pathOf(links.unsubscribe(anne.letterId));
const click = () => links.click(anne.letterId, 1);
const post = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, payload, headers });

describe('the webhook', () => {
  it.each([
    ['an event', '{"event":"delivered"}', 'application/json'],
    ['what is no JSON, under a type that is none', 'not JSON', 'nonsense'],
    ['half of a form', 'a=%', 'application/x-www-form-urlencoded'],
    ['nothing', '', 'application/json'],
  ])('keeps %s as it came and answers 200', async (_, body, type) => {
    expect((await post(webhookPath(), body, { 'content-type': type })).statusCode).toBe(200);
    expect(await inbox()).toEqual([{ body, source: 'brevo:webhook' }]);
  });

  it('keeps 5 MB, bytes that are no text, and what has no type', async () => {
    const large = JSON.stringify([posted(anne, 'delivered', { reason: 'x'.repeat(5_000_000) })]);
    expect((await post(webhookPath(), large)).statusCode).toBe(200);
    expect((await post(webhookPath(), Buffer.from([0, 255, 0]))).statusCode).toBe(200);
    expect(await readInbox(world, { now })).toMatchObject({ bodies: 2, facts: 1, unreadable: 1 });
  });

  it.each(['down', 'silent'] as const)('asks Brevo to come again, by 429, when the database is %s', async (how) => {
    mood = how;
    expect((await post(webhookPath(), JSON.stringify(posted(anne, 'delivered')))).statusCode).toBe(429);
    mood = 'well';
    expect(await inbox()).toEqual([]);
  });

  it('answers a stranger like any page that is not there, and keeps nothing', async () => {
    const real = webhookPath();
    const strangers = [
      real.replace(/brevo\/./, 'brevo/x'),
      `${real}-autre`,
      `/webhooks/brevo/${'0'.repeat(64)}${world.estate}`,
      '/webhooks/brevo/x',
      pathOf(webhookUrl(publicUrl, `another ${secret}`, world.estate)),
    ];
    const answers = await Promise.all(strangers.map((url) => post(url, '[]')));
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(strangers.map(() => [404, '']));
    expect(await inbox()).toEqual([]);
  });

  it('never answers with a fault of its own, whatever is posted', async () => {
    const odd = [
      await post(webhookPath(), 'x'.repeat(5 * 1024 * 1024 + 1)),
      await post(webhookPath(), '{}', { 'content-length': '1' }),
      await post(webhookPath(), '{}', { 'content-type': ';;;' }),
    ];
    expect(odd.filter(({ statusCode }) => statusCode >= 500)).toEqual([]);
  });
});

describe('the unsubscribe page', () => {
  it('shows a button to whoever follows the link, and a storm of scanners unsubscribes nobody', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        app.inject({ method: index % 2 === 0 ? 'GET' : 'HEAD', url: unsubscribePath() }),
      ),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(answers[0]?.body).toContain('<button type="submit">Me désinscrire</button>');
    expect([await suppressed(), await facts()]).toEqual([[], []]);
  });

  it('shows nothing of the reader, loads nothing, runs nothing and is kept by nobody', async () => {
    const { body, headers } = await app.inject({ method: 'GET', url: unsubscribePath() });
    expect(body).not.toMatch(/client\.test|CL001|<script|<img|<link|https?:\/\//);
    expect(body).toContain('Domaine &lt;Fictif&gt;');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.any(String),
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'$/,
      ),
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['fr', 'de;q=0.9, en;q=0.2, fr-CH;q=0.3'],
    ['en', 'en-GB,en;q=0.9,fr;q=0.8'],
    ['fr', 'de'],
  ])('speaks %s to a browser that asks for %s', async (language, header) => {
    const { body } = await app.inject({
      method: 'GET',
      url: unsubscribePath(),
      headers: { 'accept-language': header },
    });
    expect(body).toContain(`<html lang="${language}">`);
  });

  it.each([
    ['a mail program', 'List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
    ['a mail program that sends a form', '--x\r\n\r\nOne-Click\r\n--x--', 'multipart/form-data; boundary=x'],
    ['a reader whose browser says nothing', '', undefined],
  ])('unsubscribes by the post of %s, at once, without cookies, and twice is once', async (_, payload, type) => {
    const headers = type === undefined ? {} : { 'content-type': type };
    for (let time = 0; time < 2; time++) {
      const answer = await app.inject({ method: 'POST', url: unsubscribePath(), payload, headers });
      expect([answer.statusCode, answer.headers.location, answer.cookies]).toEqual([200, undefined, []]);
      expect(answer.body).toContain('Vous êtes désinscrit');
    }
    expect(await facts()).toEqual([{ kind: 'unsubscribed', source: 'cuvee:page' }]);
    expect(await suppressed()).toContainEqual({ subject: emailHashOf(anne.email), reason: 'unsubscribe' });
    expect(await rowsOf(world, 'client_code as client, status', 'crm.contact_log')).toContainEqual({
      client: anne.clientCode,
      status: 'unsubscribed',
    });
    expect(await rowsOf(world, 'trigger, event_key', 'crm.automation_events')).toMatchObject([
      { trigger: 'unsubscribe' },
    ]);
  });

  it('answers every tampered link alike, and does nothing', async () => {
    const token = unsubscribePath().slice(3);
    const wrong = [
      token.replace(/^./, token.startsWith('A') ? 'B' : 'A'),
      token.slice(1),
      `${token}x`,
      'x',
      'x'.repeat(199),
    ];
    const answers = await Promise.all(
      wrong.flatMap((tampered) => [
        app.inject({ method: 'GET', url: `/u/${tampered}` }),
        app.inject({ method: 'POST', url: `/u/${tampered}` }),
      ]),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect(await suppressed()).toEqual([]);
  });

  it('works once the campaign is pruned, by what the contact log remembers, and then says whom to write to', async () => {
    const one = { estate: world.estate };
    await database.execute(sql(`delete from crm.outbox where estate_id = :'estate'`), one);
    expect((await app.inject({ method: 'POST', url: unsubscribePath() })).body).toContain('Vous êtes désinscrit');
    expect(await suppressed()).toContainEqual({ subject: emailHashOf(anne.email), reason: 'unsubscribe' });
    await database.execute(sql(`delete from crm.contact_log where estate_id = :'estate'`), one);
    const late = await app.inject({ method: 'POST', url: unsubscribePath() });
    expect([late.statusCode, late.body.includes('Écrivez à contact@domaine.test')]).toEqual([200, true]);
  });

  it('says that nothing was recorded when the database is away, and works again afterwards', async () => {
    mood = 'down';
    const answer = await app.inject({ method: 'POST', url: unsubscribePath() });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '120']);
    expect((await app.inject({ method: 'GET', url: unsubscribePath() })).statusCode).toBe(200);
    mood = 'well';
    expect((await app.inject({ method: 'POST', url: unsubscribePath() })).statusCode).toBe(200);
    expect(await suppressed()).not.toEqual([]);
  });
});

describe('the page to stay', () => {
  it('notes a contact from the person, by post alone, and takes no refusal back', async () => {
    const about = { emailHash: emailHashOf(anne.email) };
    const refusal = {
      estate: world.estate,
      about,
      event: 'unsubscribe',
      evidence: 'person:test',
      on: '2026-11-16',
    } as const;
    await registerRefusal(database, refusal);
    const before = await suppressed();
    const url = pathOf(links.stay(anne.letterId));
    expect((await app.inject({ method: 'GET', url })).body).toContain('Oui, je souhaite rester');
    expect(await facts()).toEqual([]);
    expect((await app.inject({ method: 'POST', url })).body).toContain('Merci');
    expect(await facts()).toEqual([{ kind: 'stay', source: 'cuvee:page' }]);
    expect(await suppressed()).toEqual(before);
  });
});

const follow = (options: { method?: 'GET' | 'HEAD'; headers?: Record<string, string> } = {}) =>
  app.inject({ method: 'GET', url: pathOf(click().url), ...options });
const keep = (to: string) =>
  keepLinks(database, world.estate, [{ letterId: anne.letterId, token: click().token, rank: 1, target: to }]);

describe('a click link', () => {
  const target = 'https://domaine.test/riesling?utm_source=cuvee';
  it('leads where the letter led and is noted once, whether Brevo tells of the same click or not', async () => {
    await keep(target);
    for (let time = 0; time < 2; time++) {
      const { statusCode, headers } = await follow();
      expect([statusCode, headers.location]).toEqual([302, target]);
    }
    await arrive(world, posted(anne, 'click', { link: click().url }));
    await readInbox(world, { now });
    expect(await facts()).toEqual([{ kind: 'click', source: 'cuvee:link' }]);
    expect(await rowsOf(world, 'trigger, event_key', 'crm.automation_events')).toHaveLength(1);
  });

  it('is not noted for machines that look ahead', async () => {
    await keep(target);
    const answers = [await follow({ method: 'HEAD' }), await follow({ headers: { 'sec-purpose': 'prefetch' } })];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([302, 302]);
    expect(await facts()).toEqual([]);
  });

  it('leads nowhere a letter did not lead', async () => {
    expect((await follow()).statusCode).toBe(404);
    expect((await app.inject({ url: '/c/https:%2F%2Failleurs.test' })).statusCode).toBe(404);
    await keep('javascript:alert(1)');
    expect((await follow()).statusCode).toBe(404);
  });
});

describe('the health page', () => {
  it('says whether the server can do its work, and what is missing', async () => {
    const well = await app.inject({ url: '/health' });
    expect([well.statusCode, well.json()]).toEqual([
      200,
      { live: true, ready: true, parts: { database: 'up', inbox: 'not_read_here' } },
    ]);
    mood = 'silent';
    const ill = await app.inject({ url: '/health' });
    expect([ill.statusCode, ill.json()]).toMatchObject([
      503,
      { live: true, ready: false, parts: { database: 'down' } },
    ]);
  });
});
