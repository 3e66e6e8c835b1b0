/** What people write in the estate's form, on an estate whose letters have just gone out. */
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerRefusal } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { readForms } from '../../../src/8-campaign/forms/read-forms.ts';
import { readInbox } from '../../../src/8-campaign/events/read-inbox.ts';
import { trackedClients } from '../../../src/8-campaign/events/tracking-consent.ts';
import { keepLinks } from '../../../src/8-campaign/links/keep-links.ts';
import { createLinkMaker } from '../../../src/8-campaign/links/link-maker.ts';
import { createPublicServer } from '../../../src/api/public-server.ts';
import { formUrl } from '../../../src/api/form-path.ts';
import type { Database } from '../../../src/db/database.ts';
import { readSettings, writeSettings } from '../../../src/estate/settings-store.ts';
import type { World } from '../../../src/world.ts';
import { testDatabase } from '../../support/database.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { anne, arrive, bruno, estateWithLetters, now, posted, rowsOf } from '../events/letters-sent.ts';

const secret = 'a secret of the tests alone, 32 characters and more';
const publicUrl = 'https://lettres.domaine.test';

let database: Database;
let estate: TestEstate;
let world: World;
let app: FastifyInstance;
let at: Date;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  estate = await estateWithLetters(database);
  world = estate.world;
  at = now;
  await settings({ is_on: true, asks_tracking: true });
  app = createPublicServer({ database, secret, publicUrl, clock: () => at, log: world.log });
});
afterEach(async () => {
  await app.close();
  await estate.close();
});
afterAll(() => database.close());

const settings = async (form: Record<string, unknown>) => {
  const { changes } = await readSettings(database, world.estate);
  await writeSettings(database, { estate: world.estate, actor: 'test', changes: { ...changes, form } });
};
const path = (): string => new URL(formUrl(publicUrl, secret, world.estate)).pathname;
const write = (fields: Record<string, string>, remoteAddress = '192.0.2.1') =>
  app.inject({
    method: 'POST',
    url: path(),
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
const claire = { email: 'Claire@Nouvelle.test', prenom: 'Claire', nom: 'Weiss', majeur: 'on' };
const take = () => readForms(world, { now: at });
const inbox = () => rowsOf<{ source: string }>(world, 'source, received_at', 'etl.event_inbox');
const consents = () => rowsOf(world, 'client_code as client, channel, event', 'etl.consent_events');
const events = () =>
  rowsOf<{ trigger: string; client: string }>(world, 'trigger, client_code as client', 'crm.automation_events');
const tasks = () => rowsOf<{ title: string }>(world, 'title, client_code', 'crm.tasks');
const formClients = async () =>
  (
    await rowsOf<{ origin: string; code: string }>(
      world,
      'origin, client_code as code, nom, prenom, email',
      'etl.clients',
    )
  ).filter(({ origin }) => origin === 'form');
const agree = async () => {
  await write({ email: anne.email, majeur: 'on', suivi: 'on' });
  await take();
};

describe('the form of the estate', () => {
  it('is shown with no box ticked, and makes a contact of somebody unknown who agreed to letters', async () => {
    const page = await app.inject({ method: 'GET', url: path() });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/checked|<script|value="[^"]/);
    expect(page.body).toContain('L’abus d’alcool est dangereux pour la santé.');
    expect((await write({ ...claire, lettres: 'on' })).statusCode).toBe(200);
    expect(await take()).toEqual({ forms: 1, newClients: 1, unreadable: 0 });
    const [known] = await formClients();
    expect(known).toEqual({
      origin: 'form',
      code: expect.stringMatching(/^F[0-9A-F]{12}$/),
      nom: 'WEISS',
      prenom: 'Claire',
      email: 'claire@nouvelle.test',
    });
    expect(await consents()).toEqual([{ client: known?.code, channel: 'email', event: 'opt_in' }]);
    expect(await events()).toEqual([{ trigger: 'form_submit', client: known?.code }]);
    const [yes] = await rowsOf<{ evidence: string }>(world, 'evidence, happened_on', 'etl.consent_events');
    expect(yes?.evidence).toMatch(/^form:v1-fr:[0-9a-f-]{36}$/);
  });

  it('takes a message for a thing to answer, and for no consent', async () => {
    await write({ ...claire, message: 'Livrez-vous en Suisse ?' });
    await take();
    expect(await consents()).toEqual([]);
    expect((await tasks()).map(({ title }) => title)).toEqual([expect.stringContaining('Livrez-vous en Suisse')]);
  });

  it('twice the same person is one client, and a client of the exports stays who they are', async () => {
    await write({ ...claire, lettres: 'on' });
    await write({ ...claire, prenom: 'C.', lettres: 'on' });
    await write({ email: anne.email, prenom: 'X', nom: 'Y', majeur: 'on', lettres: 'on' });
    expect(await take()).toEqual({ forms: 3, newClients: 1, unreadable: 0 });
    expect(await take()).toEqual({ forms: 0, newClients: 0, unreadable: 0 });
    expect(await formClients()).toHaveLength(1);
    expect(await rowsOf(world, 'client_code as code, nom', 'etl.clients')).toContainEqual({
      code: anne.clientCode,
      nom: null,
    });
    expect(await consents()).toHaveLength(2);
  });

  it('takes no refusal back: who once left stays refused, and a person is told', async () => {
    await registerRefusal(database, {
      estate: world.estate,
      about: { clientCode: anne.clientCode },
      event: 'unsubscribe',
      evidence: 'person:test',
      on: '2026-11-16',
    });
    const suppressed = () => rowsOf(world, 'subject_hash, reason', 'etl.suppressions');
    const before = await suppressed();
    await write({ email: anne.email, majeur: 'on', lettres: 'on', suivi: 'on' });
    await take();
    expect(await suppressed()).toEqual(before);
    expect([...(await trackedClients(database, world.estate, [anne.clientCode]))]).toEqual([]);
    expect((await tasks()).map(({ title }) => title)).toEqual([expect.stringContaining('les a refusées un jour')]);
  });

  it('keeps nothing of machines, minors, unreadable addresses, or of a flood', async () => {
    expect((await write({ ...claire, site: 'https://spam.test' })).statusCode).toBe(200);
    expect((await write({ email: claire.email })).statusCode).toBe(400);
    const wrong = await write({ ...claire, email: '"><script>alert(1)</script>' });
    expect([wrong.statusCode, wrong.body.includes('<script')]).toEqual([400, false]);
    expect(await inbox()).toEqual([]);
    for (let time = 0; time < 5; time++) await write(claire, '192.0.2.2');
    expect((await write(claire, '192.0.2.2')).statusCode).toBe(503);
    expect((await write(claire, '192.0.2.3')).statusCode).toBe(200);
    at = new Date(now.getTime() + 11 * 60_000);
    expect((await write(claire, '192.0.2.2')).statusCode).toBe(200);
    expect(await inbox()).toHaveLength(7);
  });

  it('is no page at all while it is off, and under no other address', async () => {
    expect((await app.inject({ method: 'GET', url: `${path()}x` })).statusCode).toBe(404);
    expect((await app.inject({ method: 'GET', url: path().replace(/f\/./, 'f/g') })).statusCode).toBe(404);
    await settings({ is_on: false });
    at = new Date(now.getTime() + 2 * 60_000);
    expect([(await app.inject({ method: 'GET', url: path() })).statusCode, (await write(claire)).statusCode]).toEqual([
      404, 404,
    ]);
    expect(await inbox()).toEqual([]);
  });
});

const links = () => createLinkMaker({ secret, publicUrl, estate: world.estate });
const follow = async (letterId: string) => {
  const { token, url } = links().click(letterId, 1);
  await keepLinks(database, world.estate, [
    { letterId, token, rank: 1, target: 'https://domaine.test/riesling?utm_source=cuvee' },
  ]);
  await app.inject({ method: 'GET', url: new URL(url).pathname });
};
const opened = async () => {
  await arrive(world, [posted(anne, 'opened'), posted(anne, 'unique_opened'), posted(bruno, 'unique_opened')]);
  await readInbox(world, { now });
};
const followed = async () => (await events()).filter(({ trigger }) => /opened|visit/.test(trigger));

describe('what a reader opens and visits', () => {
  it('is noted of those who agreed alone, once a letter and once a page and day; of the others it is only counted', async () => {
    await agree();
    await opened();
    await opened();
    for (const letter of [anne, anne, bruno]) await follow(letter.letterId);
    expect(await followed()).toEqual([
      { trigger: 'email_opened', client: anne.clientCode },
      { trigger: 'page_visit', client: anne.clientCode },
    ]);
    const counted = await rowsOf<{ count: string }>(world, 'kind, event_count as count', 'crm.anonymous_events');
    expect(Number(counted[0]?.count)).toBeGreaterThanOrEqual(2);
    const facts = await rowsOf(world, 'trigger, facts', 'crm.automation_events');
    expect(facts).toContainEqual({
      trigger: 'page_visit',
      facts: expect.objectContaining({ page: 'domaine.test/riesling', hasTrackingConsent: true }),
    });
  });

  it('is noted no more once they took it back by the letter, and the letters go on', async () => {
    await agree();
    const letterPage = new URL(links().unsubscribe(anne.letterId)).pathname;
    const page = await app.inject({ method: 'GET', url: letterPage });
    expect(page.body).toContain('Ne plus être suivi');
    const answer = await app.inject({ method: 'POST', url: letterPage, payload: 'acte=ne-plus-suivre' });
    expect(answer.body).toContain('ne relève plus');
    await opened();
    await follow(anne.letterId);
    expect(await followed()).toEqual([]);
    expect(await rowsOf(world, 'subject_hash, reason', 'etl.suppressions')).toEqual([]);
  });

  it('is not asked where the estate does not want to know, and a yes nobody asked for is none', async () => {
    await settings({ is_on: true });
    at = new Date(now.getTime() + 2 * 60_000);
    expect((await app.inject({ method: 'GET', url: path() })).body).not.toContain('suivi');
    await agree();
    expect(await consents()).toEqual([]);
    await opened();
    expect(await followed()).toEqual([]);
  });
});
