/** Attempts to get in, or to act in somebody else's name. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '../../../src/db/sql.ts';
import { codeOf } from '../../people/people-case.ts';
import { type ApiCase, apiCase, type Browser, openBrowser, password } from './api-case.ts';

// argon2id has tests of its own (test/people/passwords.test.ts); here it would only take its time.
vi.mock('../../../src/people/passwords.ts', () => ({
  argon2id: {
    hash: async (given: string) => `plain:${given}`,
    verify: async (kept: string | undefined, given: string) => kept === `plain:${given}`,
    isOutdated: () => false,
  },
}));

let house: ApiCase;
let anne: Browser;
let chef: Browser;
let stranger: Browser;

beforeAll(async () => {
  house = await apiCase();
  chef = await house.signedIn('chef@example.org', 'administrateur');
  anne = await house.signedIn('anne@example.org', 'lecteur');
  stranger = await house.signedIn('chef@example.com', 'administrateur', 'autre-domaine');
});
afterAll(() => house.close());

async function signIn(browser: Browser, email: string, given = password, estate = 'petit-domaine') {
  return browser.call('POST', '/sign-in', { estate, email, password: given });
}

async function statusOf(browser: Browser): Promise<number> {
  return (await browser.call('GET', '/session')).statusCode;
}

describe('a session', () => {
  it('tells who is signed in, and nothing that could be used to sign in', async () => {
    const answer = await anne.call('GET', '/session');
    expect(answer.json()).toMatchObject({
      estate: { slug: 'petit-domaine', isDemo: true },
      user: { name: 'anne', email: 'anne@example.org', role: 'lecteur', hasPassword: true },
      secondFactor: 'off',
      next: 'done',
      today: '2026-11-23',
    });
    expect(answer.body).not.toMatch(/argon2|hash/);
  });

  it('is held by a cookie no script reads and no other site sends, bound to our host under https', async () => {
    const secure = await apiCase({ publicUrl: 'https://cuvee.example.org' });
    try {
      const browser = openBrowser(secure.app);
      await secure.signedIn('anne@example.org', 'lecteur');
      const answer = await signIn(browser, 'anne@example.org');
      expect(answer.headers['set-cookie']).toMatch(
        /^__Host-cuvee_session=petit-domaine\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=604800$/,
      );
      expect(await statusOf(browser)).toBe(200);
      browser.cookie = browser.cookie.replace('__Host-', '');
      expect(await statusOf(browser)).toBe(401);
    } finally {
      await secure.close();
    }
  });

  it('planted in a browser before signing in is not the one that is signed in (fixation)', async () => {
    const victim = openBrowser(house.app);
    const planted = `cuvee_session=petit-domaine.${'x'.repeat(43)}`;
    victim.cookie = planted;
    await signIn(victim, 'anne@example.org');
    expect(victim.cookie).not.toBe(planted);
    const attacker = openBrowser(house.app);
    attacker.cookie = planted;
    expect(await statusOf(attacker)).toBe(401);
  });

  it('of the attacker, planted in a browser, ends when somebody else signs in there', async () => {
    const attacker = await house.signedIn('mallory@example.org', 'lecteur');
    const victim = openBrowser(house.app);
    victim.cookie = attacker.cookie;
    await signIn(victim, 'anne@example.org');
    expect(await statusOf(attacker)).toBe(401);
    expect((await victim.call('GET', '/session')).json()).toMatchObject({ user: { email: 'anne@example.org' } });
  });

  it('is worth nothing after signing out', async () => {
    const leaving = openBrowser(house.app);
    await signIn(leaving, 'anne@example.org');
    const stolen = openBrowser(house.app);
    stolen.cookie = leaving.cookie;
    expect(await statusOf(stolen)).toBe(200);
    expect((await leaving.call('POST', '/sign-out')).statusCode).toBe(204);
    expect(await statusOf(stolen)).toBe(401);
  });

  it('of somebody disabled is worth nothing from that moment on', async () => {
    const paul = await house.signedIn('paul@example.org', 'operateur');
    const { items } = (await chef.call('GET', '/users')).json<{
      items: { userId: string; email: string; version: number }[];
    }>();
    const card = items.find(({ email }) => email === 'paul@example.org');
    const headers = { 'if-match': `"${card?.version}"` };
    const answer = await chef.call('PATCH', `/users/${card?.userId}`, { isDisabled: true }, headers);
    expect(answer.json()).toMatchObject({ state: 'disabled' });
    expect(await statusOf(paul)).toBe(401);
    expect((await signIn(paul, 'paul@example.org')).statusCode).toBe(401);
  });
});

describe('somebody who guesses', () => {
  it('is told the same of an unknown address, an unknown estate and a wrong password, and journaled without the address', async () => {
    const guess = openBrowser(house.app);
    const answers = [
      await signIn(guess, 'anne@example.org', 'not the right password'),
      await signIn(guess, 'nobody-at-all@example.org', 'not the right password'),
      await signIn(guess, 'anne@example.org', 'not the right password', 'no-such-estate'),
    ].map((answer) => {
      const { requestId: _, ...said } = answer.json<Record<string, unknown>>();
      return { status: answer.statusCode, said };
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 401, said: { code: 'WRONG_SIGN_IN' } });
    expect(house.lines.join('\n')).not.toMatch(/example\.org/);
    // One line names an address, for whoever guards the server: who was refused.
    const others = house.lines.filter((line) => !line.startsWith('sign-in refused '));
    expect(others.join('\n')).not.toMatch(/127\.0\.0\.1/);
    expect(others.length).toBeLessThan(house.lines.length);
  });

  it('with a list of stolen passwords is slowed down after five, and the right one then waits too, but not for good', async () => {
    await house.signedIn('eve@example.org', 'lecteur');
    const guess = openBrowser(house.app);
    const statuses: number[] = [];
    for (let index = 0; index < 8; index++)
      statuses.push((await signIn(guess, 'eve@example.org', `stolen password ${index}`)).statusCode);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const right = await signIn(guess, 'eve@example.org');
    expect([right.statusCode, right.headers['retry-after']]).toEqual([429, '1']);
    house.wait(1);
    expect((await signIn(guess, 'eve@example.org')).statusCode).toBe(200);
  });

  it('has no use of statements of SQL or of very long passwords', async () => {
    const guess = openBrowser(house.app);
    expect((await signIn(guess, "' or 1=1 --", "' or ''='")).statusCode).toBe(401);
    expect((await signIn(guess, 'anne@example.org', 'x'.repeat(2000))).statusCode).toBe(400);
    expect((await signIn(guess, 'anne@example.org', password, "petit-domaine'--")).statusCode).toBe(401);
  });
});

describe('another site', () => {
  it('can neither write with the cookie of somebody signed in, nor sign them in as somebody else', async () => {
    const tries: [Readonly<Record<string, string>>, string][] = [
      [{ 'x-csrf-token': '' }, 'no token'],
      [{ 'x-csrf-token': stranger.csrf }, 'the token of another session'],
      [{ 'sec-fetch-site': 'cross-site' }, 'a page elsewhere'],
      [{ 'sec-fetch-site': 'same-site' }, 'a page of a neighbour'],
    ];
    for (const [headers, why] of tries) {
      const answer = await anne.call('PATCH', '/account', { name: 'Mallory' }, headers);
      expect([why, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([why, 403, 'FORGED']);
    }
    const old = await house.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' },
      payload: JSON.stringify({ estate: 'petit-domaine', email: 'anne@example.org', password }),
    });
    expect([old.statusCode, old.headers['set-cookie']]).toEqual([403, undefined]);
    expect((await anne.call('GET', '/account')).json()).toMatchObject({ name: 'anne' });
  });

  it('breaks nothing by characters no database keeps, or by a body nested without end', async () => {
    const guess = openBrowser(house.app);
    for (const email of ['a\u0000b@example.org', 'a\ud800@example.org']) {
      expect((await signIn(guess, email)).json()).toMatchObject({ status: 400, code: 'UNREADABLE' });
    }
    const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await house.app.inject({ method: 'POST', url: '/api/v1/sign-in', headers, payload: nested });
    expect(answer.statusCode).toBe(400);
    const polluting = '{"email":"a@example.org","password":"b","__proto__":{"role":"administrateur"}}';
    const polluted = await house.app.inject({ method: 'POST', url: '/api/v1/sign-in', headers, payload: polluting });
    expect(polluted.statusCode).toBe(400);
  });

  it('cannot send a form where JSON is asked for', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await house.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      headers: form,
      payload: 'email=a&password=b',
    });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      415,
      'application/problem+json; charset=utf-8',
    ]);
    const large = await anne.call('PATCH', '/account', { name: 'x'.repeat(2_000_000) });
    expect(large.statusCode).toBe(413);
  });
});

describe('an administrator of another estate', () => {
  it('finds nobody of this one by their ids, and changes nothing', async () => {
    const users = (await chef.call('GET', '/users')).json<{ items: { userId: string }[] }>().items;
    const theirs = (await stranger.call('GET', '/users')).json<{ items: { email: string }[] }>().items;
    expect(theirs.map(({ email }) => email)).toEqual(['chef@example.com']);
    const { tokenId } = (await chef.call('POST', '/tokens', { name: 'caisse', scopes: ['read'] })).json<{
      tokenId: string;
    }>();
    const before = await house.database.rows(sql('select * from app.users order by estate_id, user_id'));
    const calls = users.flatMap(({ userId }) => [
      stranger.call('GET', `/users/${userId}`),
      stranger.call('PATCH', `/users/${userId}`, { role: 'administrateur' }, { 'if-match': '"2"' }),
      stranger.call('POST', `/users/${userId}/link`),
      stranger.call('DELETE', `/users/${userId}/second-factor`),
      stranger.call('DELETE', `/users/${userId}/sessions`),
      stranger.call('DELETE', `/tokens/${tokenId}`),
    ]);
    expect(new Set((await Promise.all(calls)).map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
    expect(await house.database.rows(sql('select * from app.users order by estate_id, user_id'))).toEqual(before);
    expect((await chef.call('GET', '/tokens')).json()).toMatchObject({ items: [{ tokenId, revokedAt: null }] });
  });

  it('gains nothing by writing another estate into a cookie or a token', async () => {
    const forged = openBrowser(house.app);
    forged.cookie = stranger.cookie.replace('autre-domaine', 'petit-domaine');
    expect(await statusOf(forged)).toBe(401);
    const { token } = (await stranger.call('POST', '/tokens', { name: 't', scopes: ['read'] })).json<{
      token: string;
    }>();
    const moved = await house.app.inject({
      url: '/api/v1/users',
      headers: { authorization: `Bearer ${token.replace('autre-domaine', 'petit-domaine')}` },
    });
    expect(moved.statusCode).toBe(401);
  });
});

describe('a dangerous act', () => {
  it('asks for the password again after a quarter of an hour, and takes no wrong one', async () => {
    const fresh = openBrowser(house.app);
    await signIn(fresh, 'chef@example.org');
    const invite = { name: 'Neu', email: 'neu@example.org', role: 'lecteur' };
    house.wait(16);
    const refused = await fresh.call('POST', '/users', invite);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'CONFIRM_PASSWORD']);
    expect((await fresh.call('POST', '/session/confirm', { password: 'not this one at all' })).statusCode).toBe(403);
    expect((await fresh.call('POST', '/users', invite)).statusCode).toBe(403);
    expect((await fresh.call('POST', '/session/confirm', { password })).statusCode).toBe(204);
    const invited = await fresh.call('POST', '/users', invite);
    expect(invited.statusCode).toBe(201);
    expect(invited.json<{ link: string }>().link).toMatch(
      /^http:\/\/localhost:4000\/connexion#lien=petit-domaine\.[\w-]{43}$/,
    );
  });

  it('of taking the last administrator away is refused', async () => {
    const { items } = (await stranger.call('GET', '/users')).json<{ items: { userId: string; version: number }[] }>();
    const [only] = items;
    expect((await stranger.call('POST', '/session/confirm', { password })).statusCode).toBe(204);
    const headers = { 'if-match': `"${only?.version}"` };
    const answer = await stranger.call('PATCH', `/users/${only?.userId}`, { role: 'lecteur' }, headers);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'LAST_ADMINISTRATOR']);
    const stale = await stranger.call('PATCH', `/users/${only?.userId}`, { name: 'C' }, { 'if-match': '"0"' });
    expect(stale.statusCode).toBe(412);
  });
});

describe('the second factor', () => {
  it('once set is owed by each new session, which may do nothing before, and whose code works once', async () => {
    const mia = await house.signedIn('mia@example.org', 'approbateur');
    const before = mia.cookie;
    const { key, qrSvg } = (await mia.call('POST', '/account/second-factor')).json<{ key: string; qrSvg: string }>();
    expect(qrSvg).toContain('<svg');
    const set = await mia.call('POST', '/account/second-factor/confirm', { code: codeOf(key, house.clock()) });
    const { recoveryCodes } = set.json<{ recoveryCodes: string[] }>();
    expect(recoveryCodes.length).toBe(10);
    expect(mia.cookie).not.toBe(before);
    expect((await mia.call('GET', '/account')).json()).toMatchObject({ hasSecondFactor: true, recoveryCodesLeft: 10 });

    const again = openBrowser(house.app);
    expect((await signIn(again, 'mia@example.org')).json()).toMatchObject({ next: 'code' });
    expect((await again.call('GET', '/session')).json()).toMatchObject({ secondFactor: 'owed', next: 'code' });
    expect((await again.call('GET', '/account')).json()).toMatchObject({ status: 401, code: 'SECOND_FACTOR' });
    expect((await again.call('POST', '/account/second-factor')).statusCode).toBe(409);
    const pay = (code: string) => again.call('POST', '/sign-in/second-factor', { code });
    expect((await pay(codeOf(key, house.clock()))).statusCode).toBe(403);
    house.wait(1);
    const pending = again.cookie;
    expect((await pay(codeOf(key, house.clock()))).json()).toMatchObject({ next: 'done' });
    expect((await again.call('GET', '/account')).statusCode).toBe(200);
    again.cookie = pending;
    expect(await statusOf(again)).toBe(401);

    const lost = openBrowser(house.app);
    await signIn(lost, 'mia@example.org');
    const [code = ''] = recoveryCodes;
    expect((await lost.call('POST', '/sign-in/second-factor', { code })).json()).toMatchObject({ next: 'done' });
    await signIn(lost, 'mia@example.org');
    expect((await lost.call('POST', '/sign-in/second-factor', { code })).statusCode).toBe(403);
  });
});

describe('a person’s own account', () => {
  it('changes its password with the old one, which ends the other sessions', async () => {
    const here = await house.signedIn('lea@example.org', 'lecteur');
    const there = openBrowser(house.app);
    await signIn(there, 'lea@example.org');
    const change = (current: string) =>
      here.call('PUT', '/account/password', { current, password: 'une charrue bleue au loin' });
    expect((await change('not the right one')).statusCode).toBe(403);
    expect((await change(password)).statusCode).toBe(204);
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 401]);
    const weak = await here.call('PUT', '/account/password', {
      current: 'une charrue bleue au loin',
      password: 'petitdomaine12',
    });
    expect(weak.json()).toMatchObject({ status: 400, code: 'WEAK_PASSWORD' });
  });
});
