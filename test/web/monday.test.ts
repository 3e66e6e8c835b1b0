/** The estate's Monday in a real browser: from dropped files to a campaign that was "sent", and what each role may not do. */
import type { Browser, Page } from 'playwright-core';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';
import { axe, openBrowser, shot, visit } from './support/browser.ts';
import { webHouse, type WebHouse } from './support/house.ts';

let browser: Browser;
let house: WebHouse;
let page: Page;
let troubles: () => readonly string[];

beforeAll(async () => {
  [house, browser] = await Promise.all([webHouse(await testDatabase()), openBrowser()]);
  ({ page, troubles } = await visit(browser, { origin: house.origin }));
});
// What a failure looked like: the picture says more than the line.
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shot(page, `cuvee-${task.name.slice(0, 30)}`, tmpdir());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

describe('a Monday at the estate', () => {
  test('the first link opens the house, which says how the week went', async () => {
    await page.goto(await house.firstLink());
    await heading(/./).waitFor();
    await page.waitForURL((url) => url.pathname === '/');
    expect(await axe(page)).toEqual([]);
  });

  test('the files of the week are dropped, and the week is started', async () => {
    await page.getByRole('link', { name: 'Imports' }).first().click();
    await heading('Que nous a donné le logiciel de cave ?').waitFor();
    await page.locator('input[type=file]').setInputFiles([...house.nextMonday]);
    await expect
      .poll(() => page.getByText('reçu', { exact: true }).count(), { timeout: 20_000 })
      .toBe(house.nextMonday.length);
    await page.getByRole('button', { name: 'Lancer la semaine' }).click();
    await page.getByRole('status').getByText('terminé').waitFor({ timeout: 60_000 });
    expect(await axe(page)).toEqual([]);
  });

  test('the lists of the week are read, one is refused by keyboard with its reason, the others are approved', async () => {
    await page
      .getByRole('link', { name: /Validation/ })
      .first()
      .click();
    await heading('Qu’attend-on de votre accord ?').waitFor();
    await page.getByRole('button', { name: 'Refuser…' }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('La raison').fill('Vu au caveau samedi');
    await dialog.getByRole('button', { name: 'Refuser' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('listitem').filter({ hasText: 'Toute la semaine' }).getByRole('button').click();
    await typeWhatIsAsked(page);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Valider/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const decided = await house.database.rows<{ decision: string; items: number }>(
      sql(
        `select decision, count(*)::int as items from crm.approval_items where estate_id = 'petit-domaine' group by 1 order by 1`,
      ),
    );
    expect(decided.map(({ decision }) => decision)).toEqual(['approved', 'rejected']);
    expect(await axe(page)).toEqual([]);
  });

  test('a campaign is prepared, read, approved and sent to the fake Brevo; each letter once', async () => {
    await page.goto('/campagnes');
    await page.getByRole('button', { name: 'Préparer une campagne' }).first().click();
    await page.getByLabel('Nom de la campagne').fill('Le lundi');
    await page.getByRole('button', { name: 'Écrire le brouillon' }).click();
    await heading('Le lundi').waitFor({ timeout: 30_000 });
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: /^Valider \d+/ }).click();
    await typeWhatIsAsked(page);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Valider/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Répéter maintenant' }).click();
    await page.getByRole('button', { name: 'Choisir cette installation pour envoyer' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Choisir/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Envoyer \d+/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Envoyer/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const sent = () =>
      house.database.one<{ letters: number; left: number }>(
        sql(`
          select count(*) filter (where state = 'accepted')::int as letters, count(*) filter (where state in ('queued', 'claimed'))::int as left
          from crm.outbox where estate_id = 'petit-domaine'`),
      );
    await expect.poll(async () => (await sent())?.left, { timeout: 30_000 }).toBe(0);
    const { letters = 0 } = (await sent()) ?? {};
    expect(letters).toBeGreaterThan(0);
    const truth = house.brevo.control.letters();
    expect(truth.length).toBe(letters);
  });

  test('nothing went wrong in the console on the way', () => {
    expect(troubles()).toEqual([]);
  });
});

describe('somebody with less to do', () => {
  test.for([
    { role: 'lecteur', name: 'Luc Lecteur', mayWork: 0, mayApprove: 0 },
    { role: 'operateur', name: 'Odile Opératrice', mayWork: 1, mayApprove: 0 },
    { role: 'approbateur', name: 'Anne Approbatrice', mayWork: 1, mayApprove: 1 },
  ] as const)(
    '$role is shown what they may do, and the server holds to it',
    async ({ role, name, mayWork, mayApprove }) => {
      const other = await visit(browser, { origin: house.origin, screen: 'phone' });
      await other.page.goto(await house.linkFor(role, name));
      await choosePassword(other.page);
      await other.page.goto('/imports');
      await other.page.getByRole('heading', { name: 'Les fichiers reçus' }).waitFor();
      expect(await other.page.getByRole('button', { name: 'Lancer la semaine' }).count()).toBe(mayWork);
      await other.page.goto('/validation?state=rejected');
      await other.page.getByRole('heading', { name: 'Client par client' }).waitFor();
      await other.page.getByText('Vu au caveau samedi').first().waitFor();
      const buttons = other.page.getByRole('button', { name: /^(Valider|Annuler)/ });
      expect((await buttons.count()) > 0).toBe(mayApprove === 1);
      const statuses: { approvals: number; tokens: number } = await other.page.evaluate(`(async () => {
      const session = await fetch('/api/v1/session').then((answer) => answer.json());
      const headers = { 'content-type': 'application/json', 'x-csrf-token': session.csrf };
      const post = (path) => fetch('/api/v1' + path, { method: 'POST', headers, body: '{}' }).then(({ status }) => status);
      return { approvals: await post('/approvals'), tokens: await post('/tokens') };
    })()`);
      expect(statuses.tokens).toBe(403);
      expect(statuses.approvals === 403).toBe(mayApprove === 0);
      expect(await axe(other.page)).toEqual([]);
      await other.context.close();
    },
  );
});

/** The link of an invitation asks for a password. */
async function choosePassword(on: Page): Promise<void> {
  await on.getByRole('heading', { name: 'Quel mot de passe choisissez-vous ?' }).waitFor();
  await on
    .getByLabel(/mot de passe/i)
    .first()
    .fill('une phrase assez longue pour entrer');
  await on.getByRole('button', { name: 'Choisir ce mot de passe et entrer' }).click();
  await on.waitForURL((url) => url.pathname === '/');
}

async function typeWhatIsAsked(on: Page): Promise<void> {
  const asked = on.getByRole('dialog').getByLabel(/(tapez|écrivez)\s:\s/);
  await on.getByRole('dialog').getByRole('button', { name: 'Ne rien faire' }).waitFor();
  await on.waitForTimeout(500);
  if ((await asked.count()) === 0) return;
  const label = (await on.getByRole('dialog').locator('label').last().textContent()) ?? '';
  await asked.fill(label.split(/\s:\s/).at(-1)?.trim() ?? '');
}
