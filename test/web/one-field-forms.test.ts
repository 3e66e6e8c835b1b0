/** Two words a person says once: the key of the estate's account at Brevo, and what a client says of profiling. */
import type { Browser, Page } from 'playwright-core';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';
import { axe, openBrowser, shot, visit } from './support/browser.ts';
import { houseEstate, webHouse, type WebHouse } from './support/house.ts';
import { enter, open } from './support/visitors.ts';

let browser: Browser;
let house: WebHouse;
let page: Page;

beforeAll(async () => {
  const changes = { security: { second_factor: 'optional' } };
  [house, browser] = await Promise.all([
    webHouse(await testDatabase(), { clients: 30, years: 1, changes }),
    openBrowser(),
  ]);
  page = (await visit(browser, { origin: house.origin })).page;
  await enter(page, await house.firstLink());
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shot(page, `cuvee-${task.name.slice(0, 20)}`, tmpdir());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('the key of the estate’s account is tried, kept and never shown; forgetting is offered only where one is kept', async () => {
  const key = 'xkeysib-domaine';
  house.brevo.control.behave({ apiKey: key });
  await open(page, '/reglages/campagnes');
  const field = page.getByLabel('Clé de votre compte Brevo');
  await field.waitFor();
  expect(await button('Oublier la clé du domaine').count()).toBe(0);
  await field.fill('xkeysib-dun-autre');
  await button('Garder cette clé').click();
  await page
    .getByText(/refuse la clé/)
    .first()
    .waitFor();
  expect(await button('Oublier la clé du domaine').count()).toBe(0);
  await field.fill(key);
  await button('Garder cette clé').click();
  await button('Oublier la clé du domaine').waitFor();
  expect([await field.inputValue(), (await page.content()).includes(key)]).toEqual(['', false]);
  expect(await axe(page)).toEqual([]);
  await button('Oublier la clé du domaine').click();
  await inDialog('Oublier la clé du domaine').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => button('Oublier la clé du domaine').count(), { timeout: 10_000 }).toBe(0);
});

test('a client who objects to profiling is noted with how they said it, and may take it back', async () => {
  const row = await house.database.one<{ code: string }>(
    sql(
      `select min(client_code) as code from crm.customer_360 where estate_id = :'estate' and is_profiled and not is_till`,
    ),
    { estate: houseEstate },
  );
  const code = row?.code ?? '';
  const said = () =>
    house.database.rows(
      sql(
        `select event from etl.consent_events where estate_id = :'estate' and client_code = :'code' and channel = 'profiling'`,
      ),
      { estate: houseEstate, code },
    );
  await open(page, `/clients/${code}`);
  await button('Refuse le profilage').click();
  await page.getByLabel(/^Comment l’a-t-il dit/).fill('dit au caveau');
  await inDialog('Refuse le profilage').click();
  await page.getByText('S’oppose au profilage').waitFor();
  expect(await said()).toEqual([{ event: 'opt_out' }]);
  expect(await axe(page)).toEqual([]);
  await button('Accepte le profilage').click();
  await inDialog('Accepte le profilage').click();
  await button('Refuse le profilage').waitFor();
  expect(await page.getByText('S’oppose au profilage').count()).toBe(0);
  expect(await said()).toHaveLength(2);
});
