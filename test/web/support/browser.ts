/** A real Chromium for the tests of the page: opened once per test file, one fresh context per visitor. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

export interface Visit {
  readonly origin: string;
  /** 1280 × 900 unless told; `phone` is 360 × 740; `zoomed` is what 200 % leaves of 1280. */
  readonly screen?: 'desk' | 'phone' | 'zoomed';
  readonly theme?: 'light' | 'dark';
  readonly language?: 'fr-FR' | 'en-GB';
}

const screens = {
  desk: { width: 1280, height: 900 },
  phone: { width: 360, height: 740 },
  zoomed: { width: 640, height: 450 },
} as const;

/** Starts the browser, headless, quiet on the network; close it in `afterAll`. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, environment } = await findChromium();
  return chromium.launch({
    executablePath,
    headless: true,
    env: { ...process.env, ...environment },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-pings',
      '--disable-gpu',
      '--disable-dev-shm-usage',
    ],
  });
}

/** A new visitor, with nothing kept from another. What the page says in its console as an error is thrown by `troubles()`. */
export async function visit(
  browser: Browser,
  { origin, screen = 'desk', theme = 'light', language = 'fr-FR' }: Visit,
): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly troubles: () => readonly string[] }> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: screens[screen],
    colorScheme: theme,
    locale: language,
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const told: string[] = [];
  page.on('pageerror', (error) => told.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') told.push(message.text());
  });
  return { context, page, troubles: () => told };
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core finds against WCAG 2.2 AA (and below), one line per element: `[]` is clean. */
export async function axe(page: Page): Promise<readonly string[]> {
  const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // By the debugger's door, so that the page's own policy on scripts stays as strict as it is.
  await page.evaluate(await readFile(script, 'utf8'));
  const violations: readonly AxeViolation[] = await page.evaluate(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }).then((found) => found.violations)`);
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${violation.help} — ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`,
    ),
  );
}

/** Takes a picture of the whole page into `folder` (made when missing); gives back its path. */
export async function shot(page: Page, name: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
