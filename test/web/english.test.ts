/** Every page in English: nothing the house says itself is left in French; what the estate says stays as it is. */
import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageAddresses } from '../../prove/page-addresses.ts';
import { createJobQueue } from '../../src/scheduler/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { openBrowser, visit } from './support/browser.ts';
import { houseEstate, webHouse, type WebHouse } from './support/house.ts';
import { enter, open } from './support/visitors.ts';

let browser: Browser;
let house: WebHouse;
let page: Page;
/** What was found on the first page while it was in French. */
let french: readonly string[];

/** What the API answered that is no sentence of the house: names, reasons, words of people. */
const data = new Set<string>();
const reading: Promise<void>[] = [];

beforeAll(async () => {
  [house, browser] = await Promise.all([webHouse(await testDatabase(), { clients: 60, years: 2 }), openBrowser()]);
  ({ page } = await visit(browser, { origin: house.origin }));
  page.on('response', (response) => void reading.push(keepData(response)));
  await enter(page, await house.firstLink());
  await open(page, '/');
  french = await frenchOn(page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Français' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

async function keepData(response: Response): Promise<void> {
  if (!response.url().includes('/api/v1/') || !response.headers()['content-type']?.includes('json')) return;
  collect(await response.json().catch(() => undefined));
}

/** Every text but the French half of a sentence that has an English one. */
function collect(value: unknown): void {
  if (typeof value === 'string' && value.length > 2) data.add(value.replaceAll(/\s+/g, ' ').trim());
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'fr' && 'en' in value) continue;
    // What a problem says, the house says.
    if ('requestId' in value) continue;
    collect(member);
  }
}

/** Words that stand in almost every French sentence and in no English one. */
const frenchWords = new Set(
  `le les des du une est sont été être pas ne vous votre vos nous avec pour dans sur qui que aux cette ces mais où leur leurs sans depuis
  après avant aucun aucune chaque toutes tous dès et ou rien déjà encore jamais toujours voir dernière dernier semaine fichier fichiers
  lignes lettre lettres vin vins jour jours`.split(/\s+/),
);

/** Texts and labels that are seen or read aloud, those marked as being in another language left out. */
const textsOfPage = `(() => {
  const isShown = (element) => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
  const own = document.documentElement.lang.slice(0, 2);
  const inOwnLanguage = (element) => element.closest('[lang]').lang.startsWith(own);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || ['SCRIPT', 'STYLE', 'TEXTAREA', 'CODE', 'PRE'].includes(element.tagName)) continue;
    if (isShown(element) && inOwnLanguage(element)) texts.push(node.data);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], img[alt]')) {
    if (!isShown(element) || !inOwnLanguage(element)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
  }
  return [document.title, ...texts].map((text) => text.replaceAll(/\\s+/g, ' ').trim()).filter((text) => text !== '');
})()`;

async function frenchOn(where: Page): Promise<string[]> {
  return ofTheHouse(await frenchTexts(where));
}

async function frenchTexts(where: Page): Promise<string[]> {
  const texts: string[] = await where.evaluate(textsOfPage);
  await Promise.all(reading.splice(0));
  return [...new Set(texts)].filter(isFrench);
}

function ofTheHouse(texts: readonly string[]): string[] {
  const known = [...data].sort((one, other) => other.length - one.length);
  return texts.filter((text) => isFrench(withoutData(text, known)));
}

/** The estate's own words stand inside sentences too: « wrote: “…” ». */
function withoutData(text: string, known: readonly string[]): string {
  let left = text;
  for (const word of known) {
    if (!left.includes(word)) continue;
    const whole = new RegExp(`(?<!\\p{L})${word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)}(?!\\p{L})`, 'gu');
    left = left.replace(whole, ' ');
  }
  return left;
}

/** Not the name of a person, a house or a file. */
function isSentence(text: string): boolean {
  return /[.;!?](?:\s|$)/.test(text);
}

function isFrench(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => frenchWords.has(word)) || /\p{L}’\p{L}{3,}|«/u.test(text.replaceAll(/\b(o|O)’/g, ''));
}

describe('a person who reads English', () => {
  test('would notice French: the first page was full of it', () => {
    expect(french.length).toBeGreaterThan(20);
    expect(french).toContain('Ce qui vous attend');
  });

  test('finds no French of the house on any page', async () => {
    const found: string[] = [];
    // A reason, a task, a note that stands alone: unless it is marked as French, it is read aloud as English.
    const unmarked: string[] = [];
    const addresses = await pageAddresses(page);
    const sections = ['campagnes', 'personnes', 'jetons', 'alertes', 'document', 'sauvegardes'];
    const more = [
      '/campagnes/modeles',
      '/recommandations?vue=semaines',
      '/validation?state=blocked',
      '/nowhere-at-all',
      '/clients/NOBODY',
      '/vins/NOBODY',
      '/clients?q=zzzzzz',
      '/journal?q=zzzzzz',
      ...sections.map((section) => `/reglages/${section}`),
    ].map((address) => ({ name: address, address }));
    for (const { name, address } of [...addresses, ...more]) {
      await open(page, address);
      await page.waitForTimeout(60);
      const texts = await frenchTexts(page);
      for (const text of ofTheHouse(texts)) found.push(`${name}: ${text}`);
      for (const text of texts) if (data.has(text) && isSentence(text)) unmarked.push(`${name}: ${text}`);
    }
    expect(found).toEqual([]);
    expect(unmarked).toEqual([]);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  test('finds none in dialogs, nor in what is refused', async () => {
    const found: string[] = [];
    const look = async (name: string): Promise<void> => {
      await page.waitForTimeout(200);
      for (const text of await frenchOn(page)) found.push(`${name}: ${text}`);
    };
    const [client] = (await pageAddresses(page)).filter(({ name }) => name === 'client');
    await open(page, client?.address ?? '/clients');
    await page.getByRole('button', { name: 'Correct the page' }).click();
    await page.getByRole('dialog').waitFor();
    await look('correcting a client');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Erase .* everywhere$/ }).click();
    await look('erasing a client');
    await page.keyboard.press('Escape');

    await open(page, '/validation');
    await page.getByRole('button', { name: 'Reject…' }).first().click();
    await page.getByRole('dialog').waitFor();
    await look('rejecting');
    await page.keyboard.press('Escape');

    await open(page, '/campagnes');
    await page.getByRole('button', { name: 'Prepare a campaign' }).first().click();
    await look('preparing a campaign');

    const { page: door, context } = await visit(browser, { origin: house.origin, language: 'en-GB' });
    await open(door, '/connexion');
    await door.getByLabel(/e-mail|address/i).fill('nobody@domaine.example');
    await door
      .getByLabel(/password/i)
      .first()
      .fill('not the right password');
    await door.getByRole('button', { name: /sign in/i }).click();
    await door.getByRole('alert').first().waitFor();
    for (const text of await frenchOn(door)) found.push(`a wrong password: ${text}`);
    await context.close();
    expect(found).toEqual([]);
  });
});

describe('a person who reads French', () => {
  test('meets no segment by its English name', async () => {
    await open(page, '/');
    await page.getByRole('button', { name: 'Français' }).click();
    const clients = (await pageAddresses(page)).filter(({ name }) => name === 'client');
    const found: string[] = [];
    for (const { address } of [
      ...clients,
      { address: '/qualite' },
      { address: '/segments' },
      { address: '/clients' },
    ]) {
      await open(page, address);
      const shown: string = await page.evaluate('document.body.innerText');
      for (const name of shown.match(/\b(Loyal|Churn|At Risk|New)\b/g) ?? []) found.push(`${address}: ${name}`);
    }
    expect(found).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
  });
});

describe('the week to print', () => {
  test('fills its sheets of paper, without the buttons of the screen', async () => {
    await createJobQueue(house.database).request({ estate: houseEstate, kind: 'report', requestedBy: 'cuvee' });
    await open(page, '/semaine');
    await page.getByRole('heading', { level: 1, name: /^The week of/ }).waitFor({ timeout: 30_000 });
    await page.emulateMedia({ media: 'print' });
    const shown: string = await page.evaluate('document.body.innerText');
    expect(shown).toMatch(/The week of/);
    expect(shown).not.toMatch(/Print, or keep as PDF|Sign out|Français/);
    expect(await page.locator('nav').filter({ visible: true }).count()).toBe(0);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThan(4);
    await page.emulateMedia({ media: 'screen' });
  });
});
