/** A campaign under way in a real browser: paused, taken up, a letter nobody knows of, stopped; and nobody is written to twice. */
import type { Browser, Page } from 'playwright-core';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { decideRecommendations } from '../../src/7-audit/approvals/decide-recommendations.ts';
import { approveCampaign } from '../../src/8-campaign/campaigns/approve-campaign.ts';
import { createCampaign } from '../../src/8-campaign/campaigns/create-campaign.ts';
import { confirmInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';
import { axe, openBrowser, shot, visit } from './support/browser.ts';
import { houseEstate, webHouse, type WebHouse } from './support/house.ts';
import { enter, open } from './support/visitors.ts';

let browser: Browser;
let house: WebHouse;
let page: Page;
let campaignId: string;

/** So many letters go first, to see what becomes of them; the others wait while this test looks. */
const canary = 4;

beforeAll(async () => {
  const changes = {
    approval: { people: ['Odile', 'Anne'], delay_minutes: 0 },
    audit: { policy: 'own', minimum_share: 0 },
    guardrails: { holdout_share: 0 },
    campaigns: {
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
      from: '00:00',
      until: '23:59',
      canary_size: canary,
      warm_up: [300],
    },
  };
  [house, browser] = await Promise.all([
    webHouse(await testDatabase(), { clients: 60, years: 3, changes }),
    openBrowser(),
  ]);
  campaignId = await approvedCampaign();
  ({ page } = await visit(browser, { origin: house.origin }));
  await enter(page, await house.firstLink());
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shot(page, `cuvee-sending-${task.name.slice(0, 20)}`, tmpdir());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Approved by one, made by the other: all that is left is to send it. */
async function approvedCampaign(): Promise<string> {
  const world = await house.world();
  const now = new Date();
  const yes = await decideRecommendations(world, { scope: 'run' }, { decision: 'approved', by: 'Odile' }, now);
  if ('refusedBecause' in yes) throw new Error(yes.sentence.en);
  const made = await createCampaign(world, { name: 'L’automne', filter: {}, author: 'Odile', now });
  if ('refusedBecause' in made) throw new Error(made.sentence.en);
  const { campaignId: id } = made;
  const approved = await approveCampaign(world, { campaignId: id, by: 'Anne', decision: 'approved', now });
  if ('refusedBecause' in approved) throw new Error(approved.sentence.en);
  await confirmInstance(world, 'Odile', now);
  return id;
}

async function letters(): Promise<Readonly<Record<string, number>>> {
  const rows = await house.database.rows<{ state: string; letters: number }>(
    sql(
      `select state, count(*)::int as letters from crm.outbox where estate_id = :'estate' and campaign_id = :'id'::uuid group by 1`,
    ),
    { estate: houseEstate, id: campaignId },
  );
  return Object.fromEntries(rows.map(({ state, letters: count }) => [state, count]));
}

const bar = () => page.getByRole('region', { name: 'Envoi en cours' });
const handedOver = () => house.brevo.control.letters().length;

describe('a campaign under way', () => {
  test('sends its first letters and waits to see; paused, not one more leaves', async () => {
    await open(page, `/campagnes/${campaignId}`);
    await page.getByRole('button', { name: /^Envoyer \d+/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Envoyer/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(async () => (await letters())['accepted'] ?? 0, { timeout: 20_000 }).toBe(canary);
    expect((await letters())['queued']).toBeGreaterThan(0);
    await page.reload();
    await bar().getByRole('button', { name: 'Mettre en pause' }).click();
    await bar().getByText('en pause').waitFor();
    expect(await axe(page)).toEqual([]);
    expect(handedOver()).toBe(canary);
  });

  test('goes on where it was when a person says so', async () => {
    await bar().getByRole('button', { name: 'Reprendre l’envoi' }).click();
    await bar().getByRole('button', { name: 'Mettre en pause' }).waitFor({ timeout: 15_000 });
    const row = await house.database.one(
      sql(`select state from crm.campaigns where estate_id = :'estate' and campaign_id = :'id'::uuid`),
      { estate: houseEstate, id: campaignId },
    );
    expect(row).toEqual({ state: 'sending' });
    expect(handedOver()).toBe(canary);
  });

  test('shows a letter nobody knows of, and keeps what the person who looked says of it', async () => {
    // As after an answer that never came, an hour and a half ago.
    await house.database.execute(
      sql(`
        update crm.outbox set state = 'held', state_code = 'UNKNOWN', accepted_at = null,
          first_tried_at = now() - interval '90 minutes'
        where estate_id = :'estate' and campaign_id = :'id'::uuid and letter_id = (
          select letter_id from crm.outbox
          where estate_id = :'estate' and campaign_id = :'id'::uuid and state = 'queued' order by letter_id limit 1
        )`),
      { estate: houseEstate, id: campaignId },
    );
    await open(page, '/');
    await page.getByRole('link', { name: /1\s*lettre retenue/ }).click();
    await open(page, `/campagnes/${campaignId}#retenues`);
    const held = page.locator('#retenues');
    await held.getByText('essayée').waitFor();
    expect(await held.getByRole('listitem').count()).toBe(1);
    expect(await axe(page)).toEqual([]);
    // The letter itself may be looked at from its client.
    expect(await held.getByRole('link').first().getAttribute('href')).toMatch(/^\/clients\//);
    await held.getByLabel('Comment le savez-vous ?').fill('Vu dans Brevo : elle est partie mardi.');
    await held.getByRole('button', { name: 'Noter ce qu’il en est' }).click();
    await held.waitFor({ state: 'detached' });
    const said = await house.database.one(
      sql(`
        select outbox.state, outbox.state_code as code, journal.reason, journal.actor <> 'cuvee' as "hasName"
        from crm.outbox as outbox
        inner join app.journal as journal
          on journal.estate_id = outbox.estate_id and journal.action = 'campaign.released'
        where outbox.estate_id = :'estate' and outbox.state_code = 'SAID_SENT'`),
      { estate: houseEstate },
    );
    expect(said).toEqual({
      state: 'accepted',
      code: 'SAID_SENT',
      reason: 'Vu dans Brevo : elle est partie mardi.',
      hasName: true,
    });
    expect(handedOver()).toBe(canary);
  });

  test('stopped, leaves no letter ever after, and says what did not leave', async () => {
    await open(page, `/campagnes/${campaignId}`);
    await bar().getByRole('button', { name: 'Arrêter cette campagne' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toMatch(/\d+\slettres? ne partir(a|ont) pas/);
    await dialog.getByRole('button', { name: 'Arrêter cette campagne' }).click();
    await dialog.waitFor({ state: 'detached' });
    await bar().waitFor({ state: 'detached' });
    const world = await house.database.one(
      sql(`select state from crm.campaigns where estate_id = :'estate' and campaign_id = :'id'::uuid`),
      { estate: houseEstate, id: campaignId },
    );
    expect(world).toEqual({ state: 'stopped' });
    const left = await letters();
    expect(left['queued'] ?? 0).toBe(0);
    expect(left['held']).toBeGreaterThan(0);
    expect(handedOver()).toBe(canary);
    expect(Math.max(...house.brevo.control.perRecipient().values())).toBe(1);
    expect(await axe(page)).toEqual([]);
  });

  test('is found again by its name where its letters went', async () => {
    const written = await house.database.one<{ code: string }>(
      sql(
        `select client_code as code from crm.contact_log where estate_id = :'estate' and campaign_id = :'id' limit 1`,
      ),
      { estate: houseEstate, id: campaignId },
    );
    await open(page, `/clients/${written?.code}?quoi=letter`);
    const link = page.locator('.timeline').getByRole('link', { name: 'L’automne' });
    expect(await link.first().getAttribute('href')).toBe(`/campagnes/${campaignId}`);
  });
});
