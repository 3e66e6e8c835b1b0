import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { readJournal } from '../../src/journal/journal.ts';
import { isAtLeast, roles } from '../../src/people/roles.ts';
import { scopes } from '../../src/people/scopes.ts';
import { findSession } from '../../src/people/sessions.ts';
import { createToken, findToken, listTokens, revokeToken } from '../../src/people/tokens.ts';
import { changeUser, inviteUser, readUser } from '../../src/people/users.ts';
import { testDatabase } from '../support/database.ts';
import { later, monday, signInWorld, somebody } from './people-case.ts';

const estate = 'petit-domaine';
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await createEstate(database, { slug: estate, name: 'Petit Domaine', isDemo: true });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.execute(sql('delete from app.users'));
});

const by = (userId: string) => ({ estate, userId, by: 'Paul Meyer', now: monday });

describe('roles', () => {
  it('each may what the one before it may, and no more', () => {
    const matrix = roles.map((role) => roles.map((needed) => isAtLeast(role, needed)));
    expect(matrix).toEqual([
      [true, false, false, false],
      [true, true, false, false],
      [true, true, true, false],
      [true, true, true, true],
    ]);
  });

  it('changed end the sessions of the person and leave before and after in the journal', async () => {
    const world = signInWorld(database);
    await somebody(world, { email: 'paul@example.org', role: 'administrateur' });
    const anne = await somebody(world);
    await changeUser(database, by(anne.userId), { role: 'operateur' });
    expect(await findSession(database, { estate, secret: anne.sessionSecret, now: monday })).toBeUndefined();
    expect(await readJournal(database, estate, 1)).toMatchObject([
      { actor: 'Paul Meyer', action: 'user.changed', before: { role: 'lecteur' }, after: { role: 'operateur' } },
    ]);
  });
});

describe('the last administrator', () => {
  it('can be neither demoted nor disabled, not even by two who demote each other at once', async () => {
    const world = signInWorld(database);
    const paul = await somebody(world, { email: 'paul@example.org', role: 'administrateur' });
    const anne = await somebody(world, { role: 'administrateur' });
    const both = await Promise.allSettled([
      changeUser(database, by(paul.userId), { role: 'lecteur' }),
      changeUser(database, by(anne.userId), { isDisabled: true }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const users = await Promise.all([readUser(database, by(paul.userId)), readUser(database, by(anne.userId))]);
    const last = users.find(({ role, state }) => role === 'administrateur' && state === 'active');
    if (!last) throw new Error('nobody is left');
    await expect(changeUser(database, by(last.userId), { role: 'approbateur' })).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    });
    expect(await changeUser(database, by(last.userId), { name: 'Anne W.' })).toMatchObject({ name: 'Anne W.' });
  });
});

describe('a person', () => {
  it('is invited once per address, and changed only from the version that was seen', async () => {
    const world = signInWorld(database);
    const { userId } = await somebody(world);
    const again = {
      estate,
      name: 'Anne',
      email: 'ANNE@example.org',
      role: 'lecteur',
      language: 'fr',
      by: 'test',
      now: monday,
    } as const;
    await expect(inviteUser(database, again)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    const { version } = await readUser(database, by(userId));
    expect(await changeUser(database, by(userId), { name: 'A. Weber', version })).toMatchObject({
      version: version + 1,
    });
    expect(await changeUser(database, by(userId), { name: 'B. Weber', version })).toBeUndefined();
  });
});

describe('a token', () => {
  it('is found by its secret with its scopes, until it is revoked or has run out', async () => {
    const wanted = {
      estate,
      name: 'caisse',
      scopes: ['read', 'exports:write'],
      by: 'Paul Meyer',
      now: monday,
    } as const;
    const { tokenId, token } = await createToken(database, { ...wanted, expiresAt: later(60) });
    const secret = token.replace(/^cuvee_petit-domaine_/, '');
    const key = { estate, secret, now: later(1) };
    expect(await findToken(database, key)).toEqual({
      tokenId,
      name: 'caisse',
      scopes: ['read', 'exports:write'],
      createdBy: 'Paul Meyer',
    });
    expect(await findToken(database, { ...key, now: later(60) })).toBeUndefined();
    expect(await findToken(database, { ...key, estate: 'autre' })).toBeUndefined();
    await revokeToken(database, { estate, tokenId, by: 'Paul Meyer', now: later(2) });
    await revokeToken(database, { estate, tokenId, by: 'Paul Meyer', now: later(3) });
    expect(await findToken(database, key)).toBeUndefined();
    expect(await listTokens(database, estate)).toMatchObject([{ tokenId, lastUsedAt: later(1), revokedAt: later(2) }]);
    expect(scopes).toContain('read');
    const kept = await database.one<{ row: string }>(sql('select api_tokens::text as row from app.api_tokens'));
    expect(kept?.row).not.toContain(secret);
  });
});
