/** Attacks on the routes of today, each tried: words that run, words that break out, rights one was not given. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rulesOf } from '../../../prove/roles/matrix.ts';
import { sampleBody } from '../../../prove/roles/sample-body.ts';
import { sql } from '../../../src/db/sql.ts';
import { createEstate } from '../../../src/estate/estates.ts';
import type { Role } from '../../../src/people/roles.ts';
import { inviteUser } from '../../../src/people/users.ts';
import { approvedEstate } from '../../8-campaign/campaigns/approved-estate.ts';
import { codeOf } from '../../people/people-case.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { type Browser, openBrowser, password } from './api-case.ts';
import { type ApiHouse, apiHouse } from './api-house.ts';

let estate: TestEstate;
let house: ApiHouse;
let anne: Browser;
let stranger: Browser;

const script = '<script>alert(1)</script><img src=x onerror=alert(2)>';

beforeAll(async () => {
  estate = await approvedEstate({ approve: ['NOELLE'], changes: { security: { second_factor: 'optional' } } });
  await createEstate(estate.world.database, { slug: 'voisin', name: 'Voisin', isDemo: true });
  house = await apiHouse(estate.world.database, { home: estate.home });
  anne = await signedIn('anne', 'administrateur');
  stranger = await signedIn('stranger', 'administrateur', 'voisin');
});
afterAll(async () => {
  await house.close();
  await estate.close();
});

async function signedIn(name: string, role: Role, of = 'petit-domaine'): Promise<Browser> {
  const who = { estate: of, name, email: `${name}@${of}.fr`, role, language: 'fr' } as const;
  const { linkSecret } = await inviteUser(estate.world.database, { ...who, by: 'test', now: house.clock() });
  const browser = openBrowser(house.app);
  const came = await browser.call('POST', '/sign-in/link', { link: `${of}.${linkSecret}`, password });
  expect(came.statusCode).toBe(200);
  return browser;
}

const statusOf = async (browser: Browser, path = '/account') => (await browser.call('GET', path)).statusCode;

describe('a script written wherever a person may write', () => {
  it('is kept as words, and runs neither in an answer nor in a letter shown as a page', async () => {
    const { version } = (await anne.call('GET', '/clients/NOELLE')).json<{ version: number }>();
    const writes = [
      await anne.call('PATCH', '/clients/NOELLE', { nom: script, prenom: script }, { 'if-match': `"${version}"` }),
      await anne.call('POST', '/clients/NOELLE/notes', { words: script }),
      await anne.call('PUT', `/clients/NOELLE/tags/${encodeURIComponent('<b>tag')}`),
      await anne.call('POST', '/tasks', { title: script, clientCode: 'NOELLE' }),
      await anne.call('PUT', `/audiences/${encodeURIComponent(script)}`, { filter: { clients: ['NOELLE'] } }),
      await anne.call('POST', '/campaigns', { name: script }),
    ];
    expect(writes.map(({ statusCode }) => statusCode)).toEqual([200, 201, 204, 204, 200, 201]);
    const { campaignId } = writes[5]?.json<{ campaignId: string }>() ?? { campaignId: '' };
    for (const path of ['/clients/NOELLE', '/tasks', '/audiences', '/campaigns', '/clients?q=script', '/journal']) {
      const { body, headers } = await anne.call('GET', path);
      expect({ path, holds: body.includes('alert(1)') }).toEqual({ path, holds: true });
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    // A greeting leaves out what is no name; the foot of a letter says what the settings say.
    const settings = (await anne.call('GET', '/settings')).json<{ version: number }>();
    const foot = { set: { 'sender.name': script, 'sender.legal_name': script } };
    const set = await anne.call('PATCH', '/settings', foot, { 'if-match': `"${settings.version}"` });
    expect(set.statusCode).toBe(200);
    const pages = [
      await anne.call('GET', `/campaigns/${campaignId}/preview/page?client=NOELLE`),
      await anne.call('GET', '/letter-templates/rebuy/fr/preview/page?client=NOELLE'),
    ];
    for (const { statusCode, headers, body } of pages) {
      expect(statusCode).toBe(200);
      expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
      expect(headers['content-security-policy']).not.toMatch(/script-src|unsafe-eval/);
      expect(/<script>alert|<img src=x onerror/.test(body)).toBe(false);
    }
    expect(pages.some(({ body }) => body.includes('&lt;script&gt;'))).toBe(true);
  });
});

describe('words that would break out of a header', () => {
  it('reach no header: neither the name of a file, nor a number of a request, nor a link', async () => {
    const evil = 'NOELLE"\r\nset-cookie: cuvee_session=stolen\r\nx: "';
    for (const path of [
      `/clients/${encodeURIComponent(evil)}/own-data`,
      `/clients/${encodeURIComponent(evil)}/timeline/export`,
      `/clients/export?q=${encodeURIComponent(evil)}`,
      `/tasks/export?q=${encodeURIComponent(evil)}`,
    ]) {
      const { headers, statusCode } = await anne.call('GET', path);
      expect(statusCode).toBeLessThan(500);
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['content-disposition'] ?? '').not.toMatch(/[\r\n]|set-cookie/i);
    }
    const numbered = await anne.call('GET', '/account', undefined, { 'x-request-id': 'mine', 'request-id': 'mine' });
    expect(numbered.headers['x-request-id']).not.toBe('mine');
    const invited = await anne.call(
      'POST',
      '/users',
      { name: 'Lou', email: 'lou@petit-domaine.fr', role: 'lecteur' },
      { 'x-forwarded-host': 'evil.example' },
    );
    expect(invited.json<{ link: string }>().link).toMatch(/^http:\/\/localhost:4000\/connexion#/);
  });
});

describe('a field nobody offered', () => {
  it('is refused by every route that takes a body, before anything is done', async () => {
    const taking = rulesOf(house.app).filter(({ body }) => body instanceof z.ZodObject);
    expect(taking.length).toBeGreaterThan(40);
    const lenient = taking.filter(({ body }) => {
      const sample = sampleBody(body);
      const more = { ...Object(sample), estate_id: 'voisin', role: 'administrateur', isDryRun: false };
      return body instanceof z.ZodObject && body.safeParse(sample).success && body.safeParse(more).success;
    });
    expect(lenient.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
  });

  it('makes nobody an administrator, and signs nothing in another’s name', async () => {
    const luc = await signedIn('luc', 'lecteur');
    for (const more of [{ role: 'administrateur' }, { estate: 'voisin' }, { userId: 'x' }]) {
      expect((await luc.call('PATCH', '/account', { name: 'Luc', ...more })).statusCode).toBe(400);
    }
    expect((await luc.call('GET', '/account')).json()).toMatchObject({ role: 'lecteur', name: 'luc' });
    const forged = { title: 'x', author: 'anne', taskId: '00000000-0000-7000-8000-000000000001' };
    expect((await anne.call('POST', '/tasks', forged)).statusCode).toBe(400);
  });
});

describe('another way to write an address or an estate', () => {
  it('opens no door: capitals, dots, encodings, doubled slashes, another method in a header', async () => {
    const nobody = openBrowser(house.app);
    for (const url of [
      '/API/V1/users',
      '//api/v1/users',
      '/api//v1/users',
      '/api/v1/./users',
      '/api/v1/session/../users',
      '/api/v1/session/..%2fusers',
      '/api/v1/%2e%2e/v1/users',
      '/api/v1/users/',
      '/api/v1/users;x=1',
      '/api/v1/users%00',
      '/api/v1/%75sers',
      '/api/v1/Users',
    ]) {
      const answer = await house.app.inject({ url, headers: { cookie: nobody.cookie, accept: 'application/json' } });
      expect({ url, isOpen: answer.statusCode === 200 }).toEqual({ url, isOpen: false });
      expect(answer.body).not.toContain('petit-domaine.fr');
    }
    const luc = await signedIn('lucien', 'lecteur');
    const disguised = await luc.call('GET', '/clients/NOELLE', undefined, {
      'x-http-method-override': 'DELETE',
      'x-original-url': '/api/v1/users',
      'x-rewrite-url': '/api/v1/users',
    });
    expect(disguised.json()).toMatchObject({ clientCode: 'NOELLE' });
  });

  it('moves no session and no token from one estate to another', async () => {
    const [name = '', secret = ''] = stranger.cookie.split('=voisin.');
    for (const slug of [
      'petit-domaine',
      'PETIT-DOMAINE',
      'petit%2Ddomaine',
      'petit-domaine.voisin',
      'voisin.',
      '../petit-domaine',
      '*',
      "' or '1'='1",
    ]) {
      const moved = openBrowser(house.app);
      moved.cookie = `${name}=${slug}.${secret}`;
      expect({ slug, status: await statusOf(moved) }).toEqual({ slug, status: 401 });
    }
    const twice = openBrowser(house.app);
    twice.cookie = `${name}=petit-domaine.${'x'.repeat(43)}; ${stranger.cookie}`;
    expect(await statusOf(twice)).toBe(401);
    for (const header of [{ 'x-estate': 'petit-domaine' }, { host: 'petit-domaine.example' }]) {
      const answer = await stranger.call('GET', '/session', undefined, header);
      expect(answer.json()).toMatchObject({ estate: { slug: 'voisin' } });
    }
    expect((await stranger.call('GET', '/clients?estate=petit-domaine&estate_id=petit-domaine')).json()).toMatchObject({
      items: [],
    });
    expect((await stranger.call('GET', '/clients/NOELLE')).statusCode).toBe(404);
  });
});

const withToken = (token: string, method: 'GET' | 'POST' | 'PUT', path: string, cookie = '') =>
  house.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${token}`, cookie, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { payload: '{}' }),
  });

describe('a token', () => {
  it('does what its scopes say and no more, whatever cookie lies beside it', async () => {
    const { token } = (await anne.call('POST', '/tokens', { name: 'site', scopes: ['campaigns:write'] })).json<{
      token: string;
    }>();
    for (const [method, path] of [
      ['GET', '/clients'],
      ['GET', '/users'],
      ['GET', '/account'],
      ['POST', '/tokens'],
      ['POST', '/approvals'],
      ['POST', '/runs'],
      ['POST', '/exports'],
      ['POST', '/clients/NOELLE/erase'],
      ['POST', '/session/confirm'],
      ['PUT', '/account/password'],
    ] as const) {
      for (const cookie of ['', anne.cookie]) {
        const { statusCode } = await withToken(token, method, path, cookie);
        expect({ method, path, statusCode }).toEqual({ method, path, statusCode: 403 });
      }
    }
    expect((await withToken(token, 'POST', '/campaigns')).statusCode).toBe(400);
    const wanting = await anne.call('POST', '/tokens', { name: 'x', scopes: ['administrateur'] });
    expect(wanting.statusCode).toBe(400);
  });

  it('is worth nothing once revoked or run out, nor with a letter changed', async () => {
    const make = async (days: number) =>
      (await anne.call('POST', '/tokens', { name: 'bref', scopes: ['read'], days })).json<{
        token: string;
        tokenId: string;
      }>();
    const [revoked, short] = [await make(30), await make(1)];
    expect((await withToken(revoked.token, 'GET', '/clients')).statusCode).toBe(200);
    expect((await withToken(revoked.token.toUpperCase(), 'GET', '/clients')).statusCode).toBe(401);
    expect((await withToken(`${revoked.token.slice(0, -1)}_`, 'GET', '/clients')).statusCode).toBe(401);
    await anne.call('DELETE', `/tokens/${revoked.tokenId}`);
    expect((await withToken(revoked.token, 'GET', '/clients')).statusCode).toBe(401);
    await estate.world.database.execute(
      sql(`update app.api_tokens set expires_at = :'past' where token_id = :'token_id'::uuid`),
      { past: new Date(house.clock().getTime() - 1000), token_id: short.tokenId },
    );
    expect((await withToken(short.token, 'GET', '/clients')).statusCode).toBe(401);
  });
});

describe('a code of the second factor', () => {
  it('seen over the shoulder and typed at the same moment lets one in, not two', async () => {
    const mia = await signedIn('mia', 'lecteur');
    const { key } = (await mia.call('POST', '/account/second-factor')).json<{ key: string }>();
    await mia.call('POST', '/account/second-factor/confirm', { code: codeOf(key, house.clock()) });
    house.wait(1);
    const code = codeOf(key, house.clock());
    const rivals = await Promise.all(
      [0, 1, 2].map(async () => {
        const rival = openBrowser(house.app);
        await rival.call('POST', '/sign-in', { estate: 'petit-domaine', email: 'mia@petit-domaine.fr', password });
        return rival;
      }),
    );
    const paid = await Promise.all(rivals.map((rival) => rival.call('POST', '/sign-in/second-factor', { code })));
    expect(paid.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 403, 403]);
  });
});

describe('what is sent to be kept as a file', () => {
  it('lies where the house puts it, whatever source, dataset or name it is given', async () => {
    const send = (query: string, name = 'ventes.csv', field = '') =>
      house.app.inject({
        method: 'POST',
        url: `/api/v1/exports${query}`,
        headers: {
          cookie: anne.cookie,
          'x-csrf-token': anne.csrf,
          'content-type': 'multipart/form-data; boundary=end',
        },
        payload: [
          ...(field === '' ? [] : ['--end', 'content-disposition: form-data; name="source"', '', field]),
          '--end',
          `content-disposition: form-data; name="file"; filename="${name}"`,
          '',
          'client_code;nom\nX1;Muller',
          '--end--',
          '',
        ].join('\r\n'),
      });
    for (const query of ['?source=../../evil', '?source=%2Fetc', '?source=a%00b', '?dataset=../clients']) {
      expect({ query, status: (await send(query)).statusCode }).toEqual({ query, status: 400 });
    }
    expect((await send('', 'ventes.csv', '../../../tmp/evil')).statusCode).toBe(400);
    for (const name of [
      '..\\..\\evil-upload.csv',
      '/tmp/evil-upload.csv',
      'C:\\evil-upload.csv',
      '....//evil-upload.csv',
    ]) {
      const { received } = (await send('?dataset=clients', name)).json<{ received: { name: string }[] }>();
      expect(received).toMatchObject([{ name: 'evil-upload.csv' }]);
    }
    expect(
      ['/tmp/evil-upload.csv', '/evil-upload.csv', `${estate.home}/evil-upload.csv`].filter((path) => existsSync(path)),
    ).toEqual([]);
    const lines = await anne.call('GET', '/files/..%2f..%2fetc%2fpasswd/lines');
    expect(lines.statusCode).toBe(400);
  });
});

describe('words that would keep the database busy', () => {
  it('are too long to be taken, or are only words', async () => {
    const patterns = [
      '(a+)+$'.repeat(30),
      '%'.repeat(200),
      '\\'.repeat(199),
      '_'.repeat(200),
      "'".repeat(200),
      '*:* & !'.repeat(20),
    ];
    for (const path of [
      '/clients',
      '/wines',
      '/journal',
      '/recommendations',
      '/rejects',
      '/tasks',
      '/approvals/queue',
      '/jobs',
      '/compliance/consents',
    ]) {
      for (const q of patterns) {
        const answer = await anne.call('GET', `${path}?q=${encodeURIComponent(q.slice(0, 200))}`);
        expect({ path, q, status: answer.statusCode }).toEqual({ path, q, status: 200 });
      }
      expect((await anne.call('GET', `${path}?q=${'x'.repeat(201)}`)).statusCode).toBe(400);
    }
  });
});

const from = (remoteAddress: string, forwarded = '') =>
  house.app.inject({
    url: '/api/v1/users',
    remoteAddress,
    headers: forwarded === '' ? {} : { 'x-forwarded-for': forwarded },
  });

describe('somebody who asks without end', () => {
  it('is told to wait, even where each answer is a no, and keeps nobody else waiting', async () => {
    let first429 = 0;
    for (let asked = 1; asked <= 1300 && first429 === 0; asked++) {
      // A stranger's own word about where they come from counts for nothing.
      const { statusCode, headers } = await from('203.0.113.9', `198.51.100.${asked % 250}`);
      if (statusCode !== 429) continue;
      first429 = asked;
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(first429).toBe(1201);
    expect((await from('203.0.113.10')).statusCode).toBe(401);
    expect(await statusOf(anne)).toBe(200);
  });
});
