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

const job = {
  jobId: '019ab000-0000-7000-8000-000000000001',
  kind: 'run',
  state: 'running',
  requestedBy: 'cuvee',
  progress: { label: { fr: 'Lecture', en: 'Reading' }, done: 120, total: 400 },
  result: null,
  error: null,
  cancelAskedBy: null,
  slotAt: null,
  requestedAt: '2026-11-23T05:00:00.000Z',
  startedAt: '2026-11-23T05:00:01.000Z',
  endedAt: null,
};

let browser: Browser;
let signedIn: FakeApi;
let signedOut: FakeApi;

beforeAll(async () => {
  const page = await ensurePage();
  browser = await openBrowser();
  signedIn = await serveFake(page, {
    'GET /session': session,
    'GET /journey': journey,
    'GET /jobs': { items: [job], next: null },
    [`GET /jobs/${job.jobId}`]: job,
    [`POST /jobs/${job.jobId}/cancel`]: { ...job, cancelAskedBy: 'Marie Keller' },
  });
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

describe('an address that leads nowhere', () => {
  test.for([
    ['/clients/PERSONNE', 'Qui est ce client ?', 'Clients', '/clients'],
    ['/vins/AUCUN', 'Quel est ce vin ?', 'Vins', '/vins'],
    ['/imports/runs/passee', 'Quelle est cette semaine ?', 'Imports', '/imports'],
    ['/campagnes/perdue', 'Quelle est cette campagne ?', 'Campagnes', '/campagnes'],
    ['/documents/isavigne/AUCUN', 'Quel est ce document ?', 'Imports', '/imports'],
    ['/files/abc', 'Quel est ce fichier ?', 'Imports', '/imports'],
  ] as const)('says so under a title, with the way back: %s', async ([address, title, list, back]) => {
    const { page, context } = await visit(browser, { origin: signedIn.origin });
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    const way = page.locator('main').getByRole('link', { name: `Chercher dans « ${list} »` });
    expect(await way.getAttribute('href')).toBe(back);
    expect(await page.title()).toContain(title.replace(' ?', ''));
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  test('keeps the journey beside it when no page is there at all', async () => {
    const { page, context } = await visit(browser, { origin: signedIn.origin });
    await page.goto('/une-adresse/sans-page');
    await page.getByRole('heading', { level: 1, name: 'Cette adresse ne mène à rien' }).waitFor();
    await page.getByRole('link', { name: 'Validation (fait)' }).waitFor();
    await page.getByRole('link', { name: 'Retour à l’accueil' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(await page.getByRole('link', { name: 'Validation (fait)' }).count()).toBe(1);
    await context.close();
  });
});

describe('work under way', () => {
  test('is stopped from the page, once it was said what becomes of it', async () => {
    const { page, context } = await visit(browser, { origin: signedIn.origin });
    await page.goto('/imports');
    await page.getByText('120 sur 400').waitFor();
    await page.getByRole('button', { name: 'Arrêter ce travail' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('elle reprend là');
    // The safe answer has the focus.
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Ne rien faire');
    await dialog.getByRole('button', { name: 'Arrêter ce travail' }).click();
    await page.getByText('Arrêt demandé par Marie Keller.').waitFor();
    expect(await page.getByRole('button', { name: 'Arrêter ce travail' }).count()).toBe(0);
    await context.close();
  });
});
