/** What people do on every page of the tests: come in by their link, wait until a page stands still. */
import type { Page } from 'playwright-core';

/** Comes in by the first link of a demo estate. */
export async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Comes in by an invitation, which asks for a password. */
export async function enterInvited(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Quel mot de passe choisissez-vous ?' }).waitFor();
  await page
    .getByLabel(/mot de passe/i)
    .first()
    .fill('une phrase assez longue pour entrer');
  await page.getByRole('button', { name: 'Choisir ce mot de passe et entrer' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

/** Opens an address and waits until it has its title, or says what is missing, and nothing is being read any more. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('h1, [role="alert"]').first().waitFor();
  await page
    .locator('.skeleton, [aria-busy="true"]')
    .first()
    .waitFor({ state: 'detached', timeout: 15_000 })
    .catch(() => {});
}
