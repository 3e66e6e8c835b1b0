/** The estate's Monday in a real browser: from dropped files to a campaign that was "sent". */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { axe, openBrowser, visit } from './support/browser.ts';
import { webHouse, type WebHouse } from './support/house.ts';

let browser: Browser;
let house: WebHouse;
let page: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([webHouse(await testDatabase()), openBrowser()]);
  ({ page } = await visit(browser, { origin: house.origin }));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

test('the first link opens the house, and it says what it knows of Monday', async () => {
  await page.goto(await house.firstLink());
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForURL((url) => url.pathname === '/');
  expect(await axe(page)).toEqual([]);
});
