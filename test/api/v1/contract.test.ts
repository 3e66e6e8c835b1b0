/** What the API promises of every resource, asked of every route there is: a new one is held to it without another word here. */
import { readFileSync } from 'node:fs';
import type { RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedRoutes } from '../../../src/api/v1/guard.ts';
import { sql } from '../../../src/db/sql.ts';
import { createJobQueue } from '../../../src/scheduler/jobs.ts';
import { inviteUser } from '../../../src/people/users.ts';
import { approvedEstate } from '../../8-campaign/campaigns/approved-estate.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { type Browser, openBrowser, password } from '../security/api-case.ts';
import { type ApiHouse, apiHouse } from '../security/api-house.ts';

let estate: TestEstate;
let house: ApiHouse;
let anne: Browser;
let campaignId: string;

beforeAll(async () => {
  estate = await approvedEstate({ approve: ['NOELLE'], changes: { security: { second_factor: 'optional' } } });
  house = await apiHouse(estate.world.database, { home: estate.home, more: { heartbeatMs: 50 } });
  anne = await signedIn('Anne');
  await fill();
});
afterAll(async () => {
  await house.close();
  await estate.close();
});

async function signedIn(name: string): Promise<Browser> {
  const who = { estate: 'petit-domaine', name, email: `${name.toLowerCase()}@petit-domaine.fr` } as const;
  const { linkSecret } = await inviteUser(estate.world.database, {
    ...who,
    role: 'administrateur',
    language: 'fr',
    by: 'test',
    now: house.clock(),
  });
  const browser = openBrowser(house.app);
  const came = await browser.call('POST', '/sign-in/link', { link: `petit-domaine.${linkSecret}`, password });
  expect(came.json()).toMatchObject({ next: 'done' });
  return browser;
}

/** Something in as many lists as a few calls can fill; each thing is called like a formula. */
async function fill(): Promise<void> {
  const formula = '=HYPERLINK("http://x")';
  await signedIn(formula);
  for (const title of [formula, '@SUM(A1)', 'Appeler Zoé']) await anne.call('POST', '/tasks', { title });
  for (const name of ['-1+1', 'Zoé']) {
    await anne.call('POST', '/tokens', { name, scopes: ['read'] });
    await anne.call('PUT', `/audiences/${encodeURIComponent(name)}`, { filter: { segments: ['VIP'] } });
  }
  const made = await anne.call('POST', '/campaigns', { name: formula });
  ({ campaignId } = made.json<{ campaignId: string }>());
  await anne.call('POST', '/backups');
  await anne.call('POST', '/evaluations');
}

const isOf = (route: RouteOptions, method: string) => [route.method].flat().includes(method);
const pathOf = ({ url }: RouteOptions) => url.slice('/api/v1'.length);

/** Every list: it is what takes the end of another page. */
function lists(): string[] {
  const routes = guardedRoutes(house.app).filter((route) => isOf(route, 'GET') && !route.url.endsWith('/export'));
  return routes.filter(({ schema }) => Object.hasOwn(shapeOf(schema?.querystring), 'after')).map(pathOf);
}

function shapeOf(schema: unknown): object {
  return typeof schema === 'object' && schema !== null && 'shape' in schema ? Object(schema.shape) : {};
}

const addressOf = (path: string) => path.replace(':campaignId', campaignId).replace(':code', 'NOELLE');
const days = '&from=2026-11-16&to=2026-11-23';

interface Page {
  readonly items: readonly object[];
  readonly next: string | null;
}

/** Null where there is nothing to compare on the two days. */
async function page(path: string, query: string): Promise<Page | null> {
  const answer = await anne.call('GET', `${addressOf(path)}?${query}${path.endsWith('/compare') ? days : ''}`);
  if (path.endsWith('/compare') && answer.statusCode === 404) return null;
  expect({ path, query, status: answer.statusCode }).toEqual({ path, query, status: 200 });
  return answer.json<Page>();
}

const found = async (path: string, q: string) => (await page(path, `q=${encodeURIComponent(q)}`))?.items.length;

describe('every list', () => {
  it('is one of some twenty, and comes in pages without a gap or a row twice', async () => {
    expect(lists().length).toBeGreaterThan(20);
    let pagesRead = 0;
    for (const path of lists()) {
      const whole = await page(path, 'limit=200');
      const seen: object[] = [];
      for (let next: string | null = whole ? '' : null; next !== null && pagesRead < 2000; pagesRead++) {
        const more = await page(path, `limit=3&after=${next}`);
        seen.push(...(more?.items ?? []));
        next = more?.next ?? null;
        if (seen.length > 60) break;
      }
      expect({ path, seen }).toEqual({ path, seen: whole?.items.slice(0, seen.length) ?? [] });
    }
    expect(pagesRead).toBeGreaterThan(lists().length);
  });

  it('says which sorts it knows, and goes on only from its own cursors', async () => {
    for (const path of lists()) {
      const asked = async (query: string) => {
        const answer = await anne.call('GET', `${addressOf(path)}?${query}${path.endsWith('/compare') ? days : ''}`);
        const { code }: { code?: string } = answer.json();
        return { path, query, status: answer.statusCode, type: answer.headers['content-type'], code };
      };
      const problem = { path, status: 400, type: 'application/problem+json; charset=utf-8' };
      const nothingToCompare = path.endsWith('/compare') || path.endsWith('/timeline');
      if (nothingToCompare) continue;
      expect(await asked('sort=colour')).toMatchObject({ ...problem, code: 'WRONG_SORT' });
      expect(await asked('after=bm90IG91cnM')).toMatchObject({ ...problem, code: 'WRONG_CURSOR' });
    }
  });

  it('is searched without accents or capitals', async () => {
    expect(await found('/tasks', 'zoe APPELER')).toBe(1);
    expect(await found('/tokens', 'ZOE')).toBe(1);
    expect(await found('/audiences', 'zoe')).toBe(1);
    expect(await found('/users', 'ANNE')).toBe(1);
    expect(await found('/campaigns', 'hyperlink')).toBe(1);
    expect(await found('/clients', 'noelle')).toBe(1);
    expect(await found('/recommendations', 'noelle')).toBeGreaterThan(0);
    expect(await found('/journal', 'audience ZOÉ')).toBe(1);
    expect(await found('/wines', 'cremant')).toBeGreaterThan(0);
    expect(await found('/jobs', 'backup')).toBe(1);
    for (const path of lists()) if (!path.endsWith('/timeline')) await found(path, '\'"%_\\(*');
  });

  it('leaves as CSV and XLSX in which no cell runs as a formula, and the journal knows who took it', async () => {
    for (const path of lists()) {
      const query = path.endsWith('/compare') ? days : '';
      const csv = await anne.call('GET', `${addressOf(path)}/export?format=csv${query}`);
      if (path.endsWith('/compare') && csv.statusCode === 404) continue;
      expect({ path, status: csv.statusCode }).toEqual({ path, status: 200 });
      expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="[a-z0-9-]+\.csv"$/);
      const cells = csv.body.replace(/^\ufeff/, '').split(/;|\r\n/);
      expect({ path, running: cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell)) }).toEqual({ path, running: [] });
      const xlsx = await anne.call('GET', `${addressOf(path)}/export?format=xlsx${query}`);
      expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
      expect({ path, untranslated: cells.slice(0, 40).filter((word) => /^[a-z]+[A-Z]\w*$/.test(word)) }).toMatchObject({
        path,
        untranslated: [],
      });
    }
    const tasks = await anne.call('GET', '/tasks/export?format=csv');
    expect(tasks.body).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(tasks.body.trim().split('\r\n')).toHaveLength(4);
    const journal = await anne.call('GET', '/journal?action=list.exported&limit=200');
    const { items } = journal.json<{ items: { subject: string; actor: string; after: object }[] }>();
    expect(items[0]).toMatchObject({ subject: 'list /tasks', actor: 'Anne', after: { format: 'csv', rows: 3 } });
    expect(items.length).toBeGreaterThan(40);
  });

  it('is taken away by nobody who may only read', async () => {
    const { linkSecret } = await inviteUser(estate.world.database, {
      estate: 'petit-domaine',
      name: 'Luc',
      email: 'luc@petit-domaine.fr',
      role: 'lecteur',
      language: 'fr',
      by: 'test',
      now: house.clock(),
    });
    const luc = openBrowser(house.app);
    await luc.call('POST', '/sign-in/link', { link: `petit-domaine.${linkSecret}`, password });
    for (const path of ['/clients', '/journal', '/recommendations', '/tasks']) {
      expect((await luc.call('GET', path)).statusCode).toBe(200);
      expect((await luc.call('GET', `${path}/export`)).statusCode).toBe(403);
    }
  });
});

describe('the recommendations, the best score first', () => {
  it('are read from an index in their very order, so that a large estate is not sorted at each look', async () => {
    const base = readFileSync(new URL('../../../src/api/v1/recommendations/current-list.sql', import.meta.url), 'utf8');
    const order = 'order by score desc, place desc limit 51';
    const explain = sql(`explain with list as (${base}) select list.* from list ${order}`);
    const plan = await estate.world.database.transaction(async (session) => {
      // On a few rows any way is good: this one may not sort.
      for (const way of ['sort', 'seqscan', 'bitmapscan', 'incremental_sort', 'hashjoin', 'mergejoin'])
        await session.execute(sql(`set local enable_${way} = off`));
      const values = { estate: 'petit-domaine', inputs_hash: 'x', at: house.clock().toISOString() };
      return session.rows<Record<string, string>>(explain, values);
    });
    const lines = plan.map((row) => Object.values(row).join());
    expect(lines.filter((line) => line.includes('recommendations_score'))).toHaveLength(1);
    expect(lines[1]).not.toMatch(/Sort/);
  });
});

describe('every error', () => {
  const json = { 'content-type': 'application/json' };
  it.each([
    { what: 'an address nobody has', method: 'GET', url: '/nowhere', status: 404, code: 'NOT_FOUND' },
    {
      what: 'an address that cannot be read',
      method: 'GET',
      url: '/clients/%E0%A4%A',
      status: 400,
      code: 'WRONG_REQUEST',
    },
    {
      what: 'a part of an address without end',
      method: 'GET',
      url: `/wines/${'x'.repeat(400)}`,
      status: 400,
      code: 'WRONG_REQUEST',
    },
    { what: 'another method', method: 'DELETE', url: '/clients/NOELLE', status: 405, code: 'WRONG_METHOD' },
    {
      what: 'a text instead of JSON',
      method: 'POST',
      url: '/tasks',
      type: 'text/plain',
      body: '{"title":"x"}',
      status: 415,
      code: 'WRONG_TYPE',
    },
    {
      what: 'a form instead of JSON',
      method: 'POST',
      url: '/tasks',
      type: 'application/x-www-form-urlencoded',
      body: 'title=x',
      status: 415,
      code: 'WRONG_TYPE',
    },
    {
      what: 'files where none are taken',
      method: 'POST',
      url: '/tasks',
      type: 'multipart/form-data; boundary=x',
      body: '--x--\r\n',
      status: 415,
      code: 'WRONG_TYPE',
    },
    {
      what: 'JSON cut off',
      method: 'POST',
      url: '/tasks',
      type: json['content-type'],
      body: '{"title":',
      status: 400,
      code: 'WRONG_REQUEST',
    },
    {
      what: 'JSON with a prototype',
      method: 'POST',
      url: '/tasks',
      type: json['content-type'],
      body: '{"__proto__":{"x":1},"title":"x"}',
      status: 400,
      code: 'WRONG_REQUEST',
    },
    {
      what: 'more than a body holds',
      method: 'POST',
      url: '/tasks',
      type: json['content-type'],
      body: `{"title":"${'x'.repeat(1_100_000)}"}`,
      status: 413,
      code: 'TOO_LARGE',
    },
    {
      what: 'fields that are missing',
      method: 'POST',
      url: '/tasks',
      type: json['content-type'],
      body: '{}',
      status: 400,
      code: 'WRONG_FIELDS',
    },
    {
      what: 'a key that is none',
      method: 'POST',
      url: '/tasks',
      type: json['content-type'],
      body: '{"title":"x"}',
      key: '?',
      status: 400,
      code: 'WRONG_KEY',
    },
  ] as const)('$what is told as a problem, $status $code, in words of the reader', async (asked) => {
    const { method, url, status, code } = asked;
    const answer = await house.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: {
        cookie: anne.cookie,
        'x-csrf-token': anne.csrf,
        'accept-language': 'fr',
        ...('type' in asked ? { 'content-type': asked.type } : {}),
        ...('key' in asked ? { 'idempotency-key': asked.key } : {}),
      },
      ...('body' in asked ? { payload: asked.body } : {}),
    });
    expect({ status: answer.statusCode, code: answer.json<{ code: string }>().code }).toEqual({ status, code });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ type: `/docs#${code}`, status, requestId: expect.any(String) });
    expect(answer.json<{ detail: string }>().detail).toMatch(/[éàèù’]|demande|type|corriger/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers.allow).toBe(status === 405 ? 'GET, HEAD, PATCH' : undefined);
  });
});

const send = (name: string, body: string) =>
  house.app.inject({
    method: 'POST',
    url: '/api/v1/exports',
    headers: {
      cookie: anne.cookie,
      'x-csrf-token': anne.csrf,
      'idempotency-key': 'the-same-for-both',
      'content-type': 'multipart/form-data; boundary=end',
    },
    payload: `--end\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${body}\r\n--end--\r\n`,
  });

describe('a write with an Idempotency-Key', () => {
  it('is done once, whatever its method: the second time it is only answered', async () => {
    const key = { 'idempotency-key': 'once-and-for-all' };
    const ask = () => anne.call('POST', '/tasks', { title: 'Pas deux fois' }, key);
    expect([(await ask()).statusCode, (await ask()).statusCode, await found('/tasks', 'deux fois')]).toEqual([
      204, 204, 1,
    ]);
    const other = await anne.call('POST', '/tasks', { title: 'Autre chose' }, key);
    expect(other.json()).toMatchObject({ status: 422, code: 'KEY_REUSED' });
    const { version } = (await anne.call('GET', '/clients/MARCEL')).json<{ version: number }>();
    const patch = () =>
      anne.call(
        'PATCH',
        '/clients/MARCEL',
        { ville: 'Barr' },
        { ...key, 'if-match': `"${version}"`, 'idempotency-key': 'barr-barr' },
      );
    const [first, again] = [await patch(), await patch()];
    expect([first.statusCode, again.statusCode, again.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(again.json()).toEqual(first.json());
  });

  it('left behind by a server that died may be done after a quarter of an hour, and is not before', async () => {
    const { database } = estate.world;
    const key = { 'idempotency-key': 'died-with-it' };
    const ask = () => anne.call('POST', '/tasks', { title: 'Resté en plan' }, key);
    await ask();
    const forget = sql(
      `update app.idempotency_keys set status = null, body = null where idempotency_key = 'died-with-it'`,
    );
    await database.execute(forget);
    expect((await ask()).json()).toMatchObject({ status: 409, code: 'UNDER_WAY' });
    const age = sql(
      `update app.idempotency_keys set created_at = created_at - interval '20 minutes' where idempotency_key = 'died-with-it'`,
    );
    await database.execute(age);
    expect((await ask()).statusCode).toBe(204);
  });

  it('does not take one sending of files for another', async () => {
    const names = [await send('un.csv', 'a;b\n1;2\n'), await send('deux.csv', 'a;b\n3;4\n')].map(
      (answer) => answer.json<{ received: { name: string }[] }>().received[0]?.name,
    );
    expect(names).toEqual(['un.csv', 'deux.csv']);
  });
});

describe('what two people change', () => {
  it('is not replaced by whoever did not see the other’s: an audience, and the window of a campaign', async () => {
    const filter = { segments: ['Loyal'] };
    const audience = '/audiences/fid%C3%A8les';
    expect((await anne.call('PUT', audience, { filter }, { 'if-none-match': '*' })).statusCode).toBe(200);
    const late = await anne.call('PUT', audience, { filter: { segments: ['New'] } }, { 'if-none-match': '*' });
    expect(late.json()).toMatchObject({ status: 412, code: 'CHANGED_MEANWHILE', current: { filter } });
    const frozen = await anne.call(
      'PUT',
      '/clients/audiences/fid%C3%A8les',
      { filters: { q: 'noelle' } },
      { 'if-none-match': '*' },
    );
    expect(frozen.statusCode).toBe(412);

    const path = `/campaigns/${campaignId}`;
    const seen = { 'if-match': String((await anne.call('GET', path)).headers.etag) };
    const window = { sendAfter: '2026-12-01T08:00:00.000Z' };
    expect((await anne.call('PUT', `${path}/window`, window, seen)).statusCode).toBe(200);
    const moved = await anne.call('PUT', `${path}/window`, { sendAfter: '2026-12-02T08:00:00.000Z' }, seen);
    expect(moved.json()).toMatchObject({ status: 412, current: window });
  });
});

/** Reads until a text stands in it, or the stream ends. */
async function readUntil(stream: ReadableStreamDefaultReader<Uint8Array>, text: string): Promise<string> {
  const decoder = new TextDecoder();
  let read = '';
  while (!read.includes(text)) {
    const { done, value } = await stream.read();
    if (done) return `${read}(end)`;
    read += decoder.decode(value);
  }
  return read;
}

describe('the stream of events', () => {
  it('tells whoever comes back what moved meanwhile, and ends for whoever signed out', async () => {
    const origin = await house.app.listen({ port: 0, host: '127.0.0.1' });
    const leaving = await signedIn('Partante');
    const open = async (headers: Readonly<Record<string, string>> = {}) => {
      const answer = await fetch(`${origin}/api/v1/events`, { headers: { cookie: leaving.cookie, ...headers } });
      const body = answer.body?.getReader();
      if (!body) throw new Error('no stream');
      return body;
    };
    const first = await open();
    const opening = await readUntil(first, 'id: ');
    const [, id = ''] = /id: (\d+)/.exec(opening) ?? [];
    await first.cancel();

    house.wait(1);
    const queue = createJobQueue(estate.world.database, house.clock);
    const { jobId } = await queue.request({ estate: 'petit-domaine', kind: 'reconcile', requestedBy: 'Anne' });
    const again = await open({ 'last-event-id': id });
    const told = await readUntil(again, 'event: job');
    expect(told).toContain(jobId);

    const fresh = await open();
    await readUntil(fresh, ': still here');
    await leaving.call('POST', '/sign-out');
    expect(await readUntil(fresh, 'never comes')).toMatch(/\(end\)$/);
    await again.cancel();
  });
});

describe('the document of the API', () => {
  it('says of each route who may call it, and of each write how it is made safe', async () => {
    interface Operation {
      readonly description?: string;
      readonly parameters?: readonly { readonly in: string; readonly name: string }[];
      readonly responses: Readonly<Record<string, unknown>>;
    }
    const answer = await house.app.inject('/docs/json');
    const { paths } = answer.json<{ paths: Record<string, Record<string, Operation>> }>();
    const operations = Object.entries(paths).filter(([path]) => path.startsWith('/api/v1'));
    expect(operations.length).toBeGreaterThan(90);
    for (const [path, methods] of operations) {
      for (const [method, { description, parameters = [], responses }] of Object.entries(methods)) {
        expect({ path, method, description }).toMatchObject({
          description: expect.stringMatching(/^(Anybody|A person: )/),
        });
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['4XX', '5XX']));
        const headers = parameters.filter(({ in: place }) => place === 'header').map(({ name }) => name);
        const isMissing = ['put', 'patch'].includes(method) && !headers.includes('if-match');
        expect({ path, method, isMissing }).toEqual({ path, method, isMissing: false });
      }
    }
  });
});
