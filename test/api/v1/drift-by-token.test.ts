import { expect, it } from 'vitest';
import { createJobQueue } from '../../../src/scheduler/jobs.ts';
import { createToken } from '../../../src/people/tokens.ts';
import { apiCase } from '../security/api-case.ts';

it('a script may start the week, but only a person says yes to a difference the gate stopped', async () => {
  const house = await apiCase();
  const { database } = house;
  const wanted = { estate: 'petit-domaine', name: 'nuit', expiresAt: null, by: 'test', now: house.clock() };
  const { token } = await createToken(database, { ...wanted, scopes: ['runs:write'] });
  const ask = async (body: unknown): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await house.app.inject({
      method: 'POST',
      url: '/api/v1/runs',
      headers,
      payload: JSON.stringify(body),
    });
    return answer.statusCode;
  };
  const reason = { acceptDrift: 'toujours oui, dit le script' };
  expect([await ask({}), await ask(reason)]).toEqual([202, 403]);
  const operator = await house.signedIn('paul@domaine.test', 'operateur');
  expect((await operator.call('POST', '/runs', reason)).statusCode).toBe(202);
  const reader = await house.signedIn('lise@domaine.test', 'lecteur');
  expect((await reader.call('POST', '/runs', reason)).statusCode).toBe(403);
  const asked = await createJobQueue(database).list('petit-domaine', { kind: 'run' });
  expect(asked.filter(({ payload }) => 'acceptDrift' in payload).map(({ requestedBy }) => requestedBy)).toEqual([
    'paul',
  ]);
  await house.close();
});
