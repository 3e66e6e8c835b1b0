import { expect, it } from 'vitest';
import type { Client } from '../../../src/api/contract/clients.ts';
import { emailHashOf } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { sql } from '../../../src/db/sql.ts';
import { insertRows } from '../../support/insert-rows.ts';
import { apiCase } from '../security/api-case.ts';

const anne = {
  estate_id: 'petit-domaine',
  client_code: 'C1',
  email: 'Anne@Exemple.fr',
  other_emails: [],
  household_key: 'C1',
  is_trade: false,
  is_till: false,
  origin: 'clients',
  provenance: {},
  exported_at: '2026-11-16T05:00:00Z',
  file_hash: 'f',
  file_line: 1,
};

it('a client who objects to profiling is noted by whoever works there, may take it back, and keeps the letters', async () => {
  const house = await apiCase();
  await insertRows(house.database, 'etl.clients', [anne]);
  const refuses = { refuses: true, why: 'par téléphone' };
  const reader = await house.signedIn('lise@domaine.test', 'lecteur');
  expect((await reader.call('POST', '/clients/C1/profiling', refuses)).statusCode).toBe(403);
  const paul = await house.signedIn('paul@domaine.test', 'operateur');
  expect((await paul.call('POST', '/clients/PERSONNE/profiling', refuses)).statusCode).toBe(404);
  const refused = await paul.call('POST', '/clients/C1/profiling', refuses);
  expect([refused.statusCode, refused.json<Client>().consents]).toEqual([
    200,
    [{ channel: 'profiling', event: 'opt_out', evidence: 'person:paul', happenedOn: '2026-11-23' }],
  ]);
  const allowed = await paul.call('POST', '/clients/C1/profiling', { ...refuses, refuses: false });
  expect(allowed.json<Client>().consents.map(({ event }) => event)).toEqual(['opt_in', 'opt_out']);
  const kept = await house.database.rows(sql(`select * from etl.suppressions where estate_id = 'petit-domaine'`));
  expect(kept).toEqual([]);
  const entries = await house.database.rows<{ action: string }>(
    sql(
      `select action from app.journal where estate_id = 'petit-domaine' and action like 'client.profiling%' order by position`,
    ),
  );
  expect(entries.map(({ action }) => action)).toEqual(['client.profiling_refused', 'client.profiling_allowed']);
  await house.close();
});

it('a client who says by telephone that no letter shall come is refused for ever, by whoever works there, and it is journaled', async () => {
  const house = await apiCase();
  const { database } = house;
  await insertRows(database, 'etl.clients', [anne]);
  const why = { why: 'par téléphone' };
  const reader = await house.signedIn('lise@domaine.test', 'lecteur');
  expect((await reader.call('POST', '/clients/C1/refuse-letters', why)).statusCode).toBe(403);
  const paul = await house.signedIn('paul@domaine.test', 'operateur');
  expect((await paul.call('POST', '/clients/PERSONNE/refuse-letters', why)).statusCode).toBe(404);
  for (const _ of [1, 2]) {
    const said = await paul.call('POST', '/clients/C1/refuse-letters', why);
    expect([said.statusCode, house.lines.filter((line) => /error|failed/i.test(line))]).toEqual([200, []]);
    const { consents } = said.json<Client>();
    expect(consents.filter(({ evidence }) => evidence !== 'suppression')).toEqual([
      { channel: 'email', event: 'opt_out', evidence: 'person:paul', happenedOn: '2026-11-23' },
    ]);
  }
  const suppressed = await database.rows<{ subject: string }>(
    sql(`select subject_hash as subject from etl.suppressions where estate_id = 'petit-domaine'`),
  );
  expect(suppressed.map(({ subject }) => subject)).toContain(emailHashOf('anne@exemple.fr'));
  const entries = await database.rows<{ actor: string; reason: string }>(
    sql(`select actor, reason from app.journal where estate_id = 'petit-domaine' and action = 'client.opted_out'`),
  );
  expect(entries[0]).toEqual({ actor: 'paul', reason: 'par téléphone' });
  await house.close();
});
