import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensurePage } from '../../src/web-build/ensure-page.ts';
import { axe, openBrowser, visit } from './support/browser.ts';
import { type FakeApi, serveFake } from './support/fake-api.ts';

const session = {
  estate: { slug: 'petit', name: 'Domaine du Petit Clos', isDemo: true },
  user: {
    id: '1',
    name: 'Marie Keller',
    email: 'marie@petit.example',
    role: 'approbateur',
    language: 'fr',
    hasPassword: true,
  },
  csrf: 'token',
  secondFactor: 'on',
  next: 'done',
  today: '2026-11-23',
};
const rooms = [
  '1-raw',
  '2-staging',
  '3-curated',
  '4-warehouse',
  '5-customer360',
  '6-recommend',
  '7-audit',
  '8-campaign',
  '9-outcomes',
].map((room, index) => ({
  room,
  title: { fr: `Étape ${index + 1}`, en: `Step ${index + 1}` },
  state: index < 7 ? 'done' : 'waiting',
}));
const journey = { run: { runId: 'r1', asOf: '2026-11-23', state: 'done' }, rooms };

let browser: Browser;
let signedIn: FakeApi;
let signedOut: FakeApi;

beforeAll(async () => {
  const page = await ensurePage();
  browser = await openBrowser();
  signedIn = await serveFake(page, { 'GET /session': session, 'GET /journey': journey });
  signedOut = await serveFake(page, {});
});
afterAll(async () => {
  await browser.close();
  await signedIn.close();
  await signedOut.close();
});

describe('the page around every page', () => {
  test('somebody not signed in is asked who they are, and the way back is kept', async () => {
    const { page, context } = await visit(browser, { origin: signedOut.origin });
    await page.goto('/compte');
    await page.getByRole('heading', { name: 'Bonjour. Qui êtes-vous ?' }).waitFor();
    expect(new URL(page.url()).search).toBe('?retour=%2Fcompte');
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  test.for([
    { screen: 'desk', theme: 'light' },
    { screen: 'desk', theme: 'dark' },
    { screen: 'phone', theme: 'light' },
    { screen: 'zoomed', theme: 'dark' },
  ] as const)('stands under the strict policy and is clean to axe ($screen, $theme)', async ({ screen, theme }) => {
    const { page, context, troubles } = await visit(browser, { origin: signedIn.origin, screen, theme });
    await page.goto('/une-adresse-sans-page');
    await page.goto('/resultats');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    // The page that others fill may ask for answers this server does not have; the policy must never be what speaks.
    expect(troubles().filter((said) => !said.includes('404'))).toEqual([]);
    await context.close();
  });

  test('the keyboard skips to the content, and the drawer of a phone gives the focus back', async () => {
    const { page, context } = await visit(browser, { origin: signedIn.origin, screen: 'phone' });
    await page.goto('/resultats');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Aller au contenu');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('link', { name: 'Validation (fait)' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Menu');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('contenu');
    await context.close();
  });
});
