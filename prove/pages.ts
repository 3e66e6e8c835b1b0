/**
 * `npm run prove -- pages [--out docs/pages] [--clients 300] [--json]`: every page of the dashboard in a real browser, over the demo
 * estate: light, dark and on a phone; axe-core against WCAG 2.2 AA; nothing wider than the screen; nothing wrong in the console;
 * a picture of each; and how heavy and how quick the first page is on a slow machine.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openDatabase } from '../src/db/database.ts';
import { removeEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { axe, openBrowser, visit, type Visit } from '../test/web/support/browser.ts';
import { type WebHouse, webHouse } from '../test/web/support/house.ts';
import { pageAddresses } from './page-addresses.ts';

export interface PagesProof {
  readonly pages: number;
  readonly looks: number;
  readonly violations: readonly string[];
  readonly tooWide: readonly string[];
  readonly troubles: readonly string[];
  readonly firstLoad: FirstLoad;
}

/** The home page, nothing kept from before: script as it travels, and when a person can read and click. */
interface FirstLoad {
  readonly scriptKb: number;
  readonly allKb: number;
  /** On this machine as it is. */
  readonly readableMs: number;
  /** With a processor four times slower and a line of 10 Mbit/s with 40 ms. */
  readonly readableSlowMs: number;
}

const looks: readonly Omit<Visit, 'origin'>[] = [
  { screen: 'desk', theme: 'light' },
  { screen: 'desk', theme: 'dark' },
  { screen: 'phone', theme: 'light' },
];

/** Runs the proof; true when nothing was found. */
export async function provePages(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      clients: { type: 'string', default: '300' },
      json: { type: 'boolean', default: false },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'cuvee-pages-'));
  const embeddedFolder = join(folder, 'postgres');
  const browser = await openBrowser();
  try {
    const database = await openDatabase({ embeddedFolder });
    await migrate(database);
    const house = await webHouse(database, { clients: Number(values.clients), years: 4 });
    try {
      const proof = await lookAtPages(browser, house, values.out);
      process.stdout.write(`${JSON.stringify(proof, null, values.json ? 0 : 1)}\n`);
      return proof.violations.length + proof.tooWide.length + proof.troubles.length === 0;
    } finally {
      await house.close();
    }
  } finally {
    await browser.close();
    await removeEmbedded({ folder: embeddedFolder }).catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

async function lookAtPages(browser: Browser, house: WebHouse, out: string | undefined): Promise<PagesProof> {
  const found = { violations: new Set<string>(), tooWide: new Set<string>(), troubles: new Set<string>() };
  let seen = 0;
  let pages = 0;
  for (const look of looks) {
    const { page, context, troubles } = await visit(browser, { origin: house.origin, ...look });
    await page.goto(await house.firstLink());
    await page.waitForURL((url) => url.pathname === '/');
    const addresses = await pageAddresses(page);
    pages = addresses.length;
    for (const { name, address } of addresses) {
      const where = `${name} (${look.screen}, ${look.theme})`;
      await settle(page, address);
      seen++;
      for (const violation of await axe(page)) found.violations.add(`${where}: ${violation}`);
      if ((await overflow(page)) > 0) found.tooWide.add(where);
      if (out !== undefined) await picture(page, look, name, out);
    }
    for (const trouble of troubles()) found.troubles.add(`${look.screen}, ${look.theme}: ${trouble}`);
    await context.close();
  }
  return {
    pages,
    looks: seen,
    violations: [...found.violations],
    tooWide: [...found.tooWide],
    troubles: [...found.troubles],
    firstLoad: await firstLoad(browser, house),
  };
}

/** The first screen, where the answer is; on a phone for the pages one reads standing in the cellar. */
async function picture(page: Page, look: Omit<Visit, 'origin'>, name: string, out: string): Promise<void> {
  if (look.theme === 'dark' && name !== 'accueil') return;
  if (look.screen === 'phone' && !['accueil', 'validation', 'client'].includes(name)) return;
  const suffix = look.screen === 'phone' ? '-phone' : look.theme === 'dark' ? '-dark' : '';
  await mkdir(out, { recursive: true });
  await page.screenshot({ path: join(out, `${name}${suffix}.png`) });
}

/** Opens an address and waits until it has its title and nothing moves on the network (the stream of events aside). */
export async function settle(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .locator('.skeleton, [aria-busy="true"]')
    .first()
    .waitFor({ state: 'detached', timeout: 15_000 })
    .catch(() => {});
  await page.waitForTimeout(250);
}

function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

async function firstLoad(browser: Browser, house: WebHouse): Promise<FirstLoad> {
  const plain = await openOnce(browser, house, false);
  const slow = await openOnce(browser, house, true);
  return {
    scriptKb: plain.scriptKb,
    allKb: plain.allKb,
    readableMs: plain.readableMs,
    readableSlowMs: slow.readableMs,
  };
}

async function openOnce(
  browser: Browser,
  house: WebHouse,
  isSlow: boolean,
): Promise<{ scriptKb: number; allKb: number; readableMs: number }> {
  const { page, context } = await visit(browser, { origin: house.origin });
  await page.goto(await house.firstLink());
  await page.waitForURL((url) => url.pathname === '/');
  const debug = await context.newCDPSession(page);
  await debug.send('Network.enable');
  await debug.send('Network.clearBrowserCache');
  if (isSlow) {
    await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const bytesPerSecond = (10 * 1024 * 1024) / 8;
    await debug.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 40,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    });
  }
  const kinds = new Map<string, string>();
  const bytes = { script: 0, all: 0 };
  debug.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  debug.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (kinds.get(requestId) === 'Script') bytes.script += encodedDataLength;
  });
  const began = performance.now();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const readableMs = Math.round(performance.now() - began);
  await page.waitForTimeout(1500);
  await context.close();
  return { scriptKb: Math.round(bytes.script / 1024), allKb: Math.round(bytes.all / 1024), readableMs };
}
