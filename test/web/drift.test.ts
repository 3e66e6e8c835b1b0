/** A Monday whose export is broken, in a real browser: the week stops and says why, a person answers, and every figure leads to its line. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';
import { axe, openBrowser, shot, visit } from './support/browser.ts';
import { houseEstate, webHouse, type WebHouse } from './support/house.ts';
import { enter, enterInvited, open } from './support/visitors.ts';

let browser: Browser;
let house: WebHouse;
let page: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([webHouse(await testDatabase(), { clients: 60, years: 2 }), openBrowser()]);
  ({ page } = await visit(browser, { origin: house.origin }));
  await enter(page, await house.firstLink());
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shot(page, `cuvee-drift-${task.name.slice(0, 20)}`, tmpdir());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** The sales of the Monday to come, of which most lines are lost. */
async function brokenExport(): Promise<string> {
  const sales = house.nextMonday.find((path) => path.includes('ventes'));
  if (sales === undefined) throw new Error('the demo estate has no sales of its Monday');
  const lines = (await readFile(sales, 'latin1')).split('\n');
  const broken = join(house.home, basename(sales));
  await writeFile(broken, [...lines.slice(0, 4), ...lines.slice(-4)].join('\n'), 'latin1');
  return broken;
}

describe('an export that looks unlike those before', () => {
  test('stops the week; the page says what differs, and last week’s figures stay', async () => {
    await open(page, '/imports');
    await page.locator('input[type=file]').setInputFiles(await brokenExport());
    await page.getByText('reçu', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Lancer la semaine' }).click();
    await page
      .getByRole('status')
      .getByText(/arrêt|refus/i)
      .first()
      .waitFor({ timeout: 60_000 });
    await open(page, '/');
    await page.getByText('Non. Cette semaine ne ressemble pas aux autres').waitFor();
    await page.getByRole('link', { name: /semaine à accepter, ou à refaire/ }).click();
    await page.getByRole('heading', { name: 'Cette semaine ressemble trop peu aux précédentes' }).waitFor();
    const findings = page.locator('.drift li');
    expect(await findings.count()).toBeGreaterThan(0);
    expect(await findings.first().innerText()).toMatch(/ventes/i);
    expect(await page.locator('.drift').innerText()).not.toMatch(/--accept-drift|cuvee /);
    expect(await axe(page)).toEqual([]);
  });

  test('is no reader’s to accept', async () => {
    const reader = await visit(browser, { origin: house.origin });
    await enterInvited(reader.page, await house.linkFor('lecteur', 'Luc Lecteur'));
    await open(reader.page, new URL(page.url()).pathname);
    await reader.page.getByRole('heading', { name: 'Cette semaine ressemble trop peu aux précédentes' }).waitFor();
    expect(await reader.page.getByRole('button', { name: /malgré les écarts/ }).count()).toBe(0);
    await reader.context.close();
  });

  test('is published for the reason a person gives, which stays with their name', async () => {
    const reason = 'Caveau fermé pour travaux : une seule journée de ventes.';
    await page.getByLabel('Pourquoi c’est bien ainsi').fill(reason);
    await page.getByRole('button', { name: 'Publier cette semaine malgré les écarts' }).click();
    await page.getByRole('status').getByText('terminé').waitFor({ timeout: 60_000 });
    await open(page, '/imports');
    await page
      .getByRole('link', { name: /^Semaine|\d+ \p{L}+\.? \d{4}/u })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Des écarts ont été acceptés' }).waitFor();
    const drift = await page.locator('.drift').innerText();
    expect(drift.replaceAll('\u00a0', ' ')).toContain(reason);
    const kept = await house.database.one(
      sql(
        `select reason, actor <> 'cuvee' as "hasName" from app.journal where estate_id = :'estate' and action = 'drift.accepted'`,
      ),
      { estate: houseEstate },
    );
    expect(kept).toEqual({ reason, hasName: true });
    await open(page, '/');
    await page.getByText(/^Oui\. La semaine du/).waitFor();
  });
});

describe('a figure of the first page', () => {
  test('leads to the client, the document, and the line of the file it was read from', async () => {
    await open(page, '/');
    await page.getByRole('link', { name: 'voir par client' }).click();
    await page.waitForURL((url) => url.pathname === '/clients');
    await page.locator('tbody tr a').first().click();
    await page.waitForURL((url) => /^\/clients\/\w+/.test(url.pathname));
    await page.locator('ol.timeline a[href*="documents"], ol.timeline a').first().waitFor();
    await page.locator('ol.timeline li', { hasText: /€/ }).getByRole('link').first().click();
    await page.getByText('Chaque ligne mène au fichier d’où elle vient').waitFor();
    expect(await axe(page)).toEqual([]);
    const wine = (await page.locator('tbody tr').first().locator('td, th').first().innerText()).trim();
    await page
      .getByRole('link', { name: /, ligne \d+/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /^Que dit ventes.*, ligne/ }).waitFor();
    await page.getByText(wine.slice(0, 12), { exact: false }).first().waitFor();
    expect(await axe(page)).toEqual([]);
  });

  test('is a link wherever it waits for somebody, and each leads to where something can be done', async () => {
    await open(page, '/');
    const links: string[] = await page
      .locator('.waits-list a, .segment-bars a, .cards a')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    expect(links.length).toBeGreaterThan(5);
    for (const link of new Set(links)) {
      await open(page, link);
      expect({ link, troubles: await page.getByRole('alert').count() }).toEqual({ link, troubles: 0 });
      const empty = await page.getByText(/^(Aucun|Rien)/).count();
      expect({ link, isThere: empty === 0 || (await page.locator('tbody tr, li, article').count()) > 0 }).toEqual({
        link,
        isThere: true,
      });
    }
  });
});
