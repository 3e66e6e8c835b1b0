/** The key of the estate's own account at Brevo, given on the page. */
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptBrevoKey } from '../../../src/8-campaign/account/brevo-key.ts';
import { clientOf, openFake } from '../../fake-brevo/support.ts';
import { testEstate } from '../../support/estate-world.ts';
import { type EstateHouse, estateHouse, noSecondFactor } from '../security/estate-house.ts';

const secret = 'a secret of the installation, long enough';
const key = 'xkeysib-domaine';
let house: EstateHouse;
let fake: Awaited<ReturnType<typeof openFake>>;

beforeAll(async () => {
  const estate = await testEstate({ changes: noSecondFactor });
  house = await estateHouse(estate, { more: { brevoWith: (apiKey) => clientOf(fake, { apiKey }) } });
});
afterAll(() => house.close());

it('is tried before it is kept, sealed, told of in the journal without itself, and forgotten', async () => {
  fake = await openFake({ apiKey: key });
  const anne = await house.signedIn('anne', 'administrateur');
  const marc = await house.signedIn('marc', 'approbateur');
  expect((await marc.call('PUT', '/brevo-key', { key })).statusCode).toBe(403);
  for (const wrong of ['xsmtpsib-domaine', 'xkeysib-another', 'clé']) {
    const refused = await anne.call('PUT', '/brevo-key', { key: wrong });
    expect(refused.json()).toMatchObject({ status: 400, code: 'WRONG_BREVO_KEY' });
  }
  const isKept = async (): Promise<unknown> => (await anne.call('GET', '/brevo-key')).json();
  expect((await marc.call('GET', '/brevo-key')).statusCode).toBe(403);
  expect(await isKept()).toEqual({ isKept: false });
  expect((await anne.call('PUT', '/brevo-key', { key: ` ${key}\n` })).statusCode).toBe(204);
  expect(await isKept()).toEqual({ isKept: true });
  const place = { estate: 'petit-domaine', folders: house.estate.world.folders };
  expect(await keptBrevoKey(place, secret)).toBe(key);
  expect(await readFile(join(place.folders.config, 'brevo-key.json'), 'utf8')).not.toContain(key);
  const told = await clientOf(fake, { apiKey: key }).webhooks();
  expect(told).toMatchObject({ value: [{ type: 'transactional' }, { type: 'marketing' }] });
  expect((await anne.call('DELETE', '/brevo-key')).statusCode).toBe(204);
  expect(await keptBrevoKey(place, secret)).toBeUndefined();
  expect(await isKept()).toEqual({ isKept: false });
  const journal = (await anne.call('GET', '/journal')).body;
  expect(journal).toContain('brevo.key_forgotten');
  expect(journal + house.lines.join('\n')).not.toContain(key);
});
