/** What stands around the answers: nothing of what people typed runs in a browser, in a spreadsheet or in the database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/sql.ts';
import { type ApiCase, apiCase, type Browser } from './api-case.ts';

let house: ApiCase;
let chef: Browser;
const script = '<script>alert(1)</script><img src=x onerror=alert(2)>';

beforeAll(async () => {
  house = await apiCase();
  chef = await house.signedIn('chef@example.org', 'administrateur');
});
afterAll(() => house.close());

describe('a person called <script>', () => {
  it('is answered as data that no browser runs, under a policy that runs no script of a page either', async () => {
    expect((await chef.call('PATCH', '/account', { name: script })).statusCode).toBe(204);
    for (const path of ['/users', '/session', '/journal']) {
      const { headers, body } = await chef.call('GET', path);
      expect(body).toContain('alert(1)');
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
    }
  });
});

describe('a list', () => {
  it.each([
    ["q=' or 1=1 --", 200],
    ['sort=at; drop table app.users', 400],
    ["sort=-at' desc--", 400],
    ["after=' or 1=1", 400],
    [
      `after=${Buffer.from(JSON.stringify(['-at', "now()'; delete from app.users; --", 'x'])).toString('base64url')}`,
      400,
    ],
    ['limit=1000000', 400],
    ['limit=1;select', 400],
    ["since=2026-01-01'::date or true --", 400],
  ])('asked with %s answers %i and leaves every table as it was', async (query, status) => {
    const count = sql('select count(*) as "count" from app.users');
    const before = await house.database.one(count);
    const [name = '', ...value] = query.split('=');
    const answer = await chef.call('GET', `/journal?${name}=${encodeURIComponent(value.join('='))}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/(problem\+)?json/);
    expect(await house.database.one(count)).toEqual(before);
  });
});

describe('a secret shown once', () => {
  it('is kept nowhere for the same request again', async () => {
    const key = { 'idempotency-key': 'the-same-key-twice' };
    const ask = () => chef.call('POST', '/tokens', { name: 'caisse', scopes: ['read'] }, key);
    const { token } = (await ask()).json<{ token: string }>();
    expect((await ask()).json<{ token: string }>().token).not.toBe(token);
    expect(await house.database.rows(sql('select * from app.idempotency_keys'))).toEqual([]);
  });

  it('stands in no line of the log', async () => {
    const { token } = (await chef.call('POST', '/tokens', { name: 'presse', scopes: ['read'] })).json<{
      token: string;
    }>();
    await house.app.inject({ url: '/api/v1/users', headers: { authorization: `Bearer ${token}` } });
    const log = house.lines.join('\n');
    expect(log).toContain('refused at the door');
    for (const secret of [token, chef.cookie, chef.csrf, 'chef@example.org']) expect(log).not.toContain(secret);
  });
});
