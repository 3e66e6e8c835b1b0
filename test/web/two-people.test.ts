/**
 * Two people at work in one house: whoever saves second is shown what the first wrote, and nobody loses a word. And a client
 * who asks to be forgotten: from the button of the page through the worker to the last file.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createCampaign } from '../../src/8-campaign/campaigns/create-campaign.ts';
import { allTables } from '../../src/backup/tables.ts';
import { sql } from '../../src/db/sql.ts';
import { verifyJournal } from '../../src/journal/verify-journal.ts';
import { testDatabase } from '../support/database.ts';
import { axe, openBrowser, shot, visit } from './support/browser.ts';
import { houseEstate, webHouse, type WebHouse } from './support/house.ts';
import { enter, enterInvited, open } from './support/visitors.ts';

let browser: Browser;
let house: WebHouse;
/** Who opens a page first and saves second. */
let slow: Page;
/** Who opens it second and saves first. */
let quick: Page;

beforeAll(async () => {
  const changes = { security: { second_factor: 'optional' } };
  [house, browser] = await Promise.all([
    webHouse(await testDatabase(), { clients: 50, years: 2, changes }),
    openBrowser(),
  ]);
  slow = (await visit(browser, { origin: house.origin })).page;
  quick = (await visit(browser, { origin: house.origin })).page;
  await enter(slow, await house.firstLink());
  await enterInvited(quick, await house.linkFor('administrateur', 'Odile Rapide'));
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await shot(slow, `cuvee-slow-${task.name.slice(0, 20)}`, tmpdir());
  await shot(quick, `cuvee-quick-${task.name.slice(0, 20)}`, tmpdir());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** A client one may write to, who bought something. */
async function somebody(): Promise<{ readonly code: string; readonly email: string }> {
  const row = await house.database.one<{ code: string; email: string }>(
    sql(`
      select clients.client_code as code, clients.email from etl.clients as clients
      where clients.estate_id = :'estate' and clients.email is not null
        and exists (
          select from etl.ventes_lignes as lines
          where lines.estate_id = clients.estate_id and lines.client_code = clients.client_code
        )
      order by clients.client_code limit 1`),
    { estate: houseEstate },
  );
  if (!row) throw new Error('the demo estate has no client with an address');
  return row;
}

const conflict = (page: Page) => page.getByRole('dialog', { name: /^Quelqu’un d’autre vient de modifier/ });
const saveCorrections = (page: Page) => page.getByRole('button', { name: 'Enregistrer les corrections' }).click();
const silence = (page: Page) => page.getByLabel('Silence entre deux lettres');
const words = (page: Page) => page.getByLabel('Le texte du modèle');
const windowEnd = (page: Page) => page.getByLabel('Jusqu’au');
const keepWindow = (page: Page) => page.getByRole('button', { name: 'Garder cette période' }).click();

async function saveAudience(page: Page, segment: string): Promise<void> {
  await open(page, `/clients?segment=${segment}`);
  await page.getByRole('button', { name: 'Enregistrer comme audience' }).click();
  await page.getByLabel('Nom de l’audience').fill('Noël');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
}

const keptAudience = () =>
  house.database.rows(sql(`select filter from crm.saved_audiences where estate_id = :'estate' and name = 'Noël'`), {
    estate: houseEstate,
  });

describe('two people who change the same thing', () => {
  test('a client: the second sees both towns, keeps theirs over it, and the telephone of the first stays', async () => {
    const { code } = await somebody();
    const begin = async (page: Page) => {
      await open(page, `/clients/${code}`);
      await page.getByRole('button', { name: 'Corriger la fiche' }).click();
      await page.getByRole('dialog').waitFor();
    };
    await begin(slow);
    await slow.getByLabel('Ville').fill('Riquewihr');
    await begin(quick);
    await quick.getByLabel('Ville').fill('Eguisheim');
    await quick.getByLabel('Téléphone').fill('03 89 41 41 41');
    await saveCorrections(quick);
    await quick.getByRole('dialog').waitFor({ state: 'detached' });

    await saveCorrections(slow);
    await conflict(slow).waitFor();
    expect(await conflict(slow).innerText()).toMatch(/La mienne[\s\S]*Riquewihr[\s\S]*La leur[\s\S]*Eguisheim/);
    expect(await axe(slow)).toEqual([]);
    await slow.getByRole('button', { name: 'Revenir à ma saisie' }).click();
    expect(await slow.getByLabel('Ville').inputValue()).toBe('Riquewihr');
    // Read against what stands now, it is saved knowingly.
    await saveCorrections(slow);
    await slow.getByRole('dialog').waitFor({ state: 'detached' });
    const kept = await house.database.one(
      sql(`select ville, telephone from etl.clients where estate_id = :'estate' and client_code = :'code'`),
      { estate: houseEstate, code },
    );
    expect(kept).toEqual({ ville: 'Riquewihr', telephone: '03 89 41 41 41' });
  });

  test('a setting: the second is shown the value of the first, and may take it', async () => {
    const address = '/reglages/garde-fous';
    for (const page of [slow, quick]) await open(page, address);
    await silence(slow).fill('100');
    await silence(quick).fill('90');
    await quick.getByRole('button', { name: 'Enregistrer' }).click();
    await quick.getByText('Réglages enregistrés').waitFor();
    await slow.getByRole('button', { name: 'Enregistrer' }).click();
    await conflict(slow).waitFor();
    expect(await conflict(slow).innerText()).toMatch(/100[\s\S]*90/);
    await slow.getByRole('button', { name: /^Prendre la leur/ }).click();
    await conflict(slow).waitFor({ state: 'detached' });
    await expect.poll(() => silence(slow).inputValue(), { timeout: 10_000 }).toBe('90');
  });

  test('a letter’s words: the second keeps theirs, and the text of the first is found among the versions', async () => {
    for (const page of [slow, quick]) await open(page, '/campagnes/modeles');
    const before = await words(slow).inputValue();
    const subject = (said: string) => before.replace(/^objet: .*$/m, `objet: ${said}`);
    await words(slow).fill(subject('Vos vins vous attendent, de la part de Luce'));
    await words(quick).fill(subject('Vos vins vous attendent, de la part d’Odile'));
    await quick.getByRole('button', { name: 'Enregistrer' }).click();
    await quick.getByText('Version 1 enregistrée').waitFor();
    await slow.getByRole('button', { name: 'Enregistrer' }).click();
    await conflict(slow).waitFor();
    expect(await conflict(slow).innerText()).toMatch(/de la part de Luce[\s\S]*de la part d’Odile/);
    await slow.getByRole('button', { name: 'Garder la mienne' }).click();
    await slow.getByText('Version 2 enregistrée').waitFor();
    const versions = await house.database.rows<{ source: string }>(
      sql(`select source from crm.letter_templates where estate_id = :'estate' order by version`),
      { estate: houseEstate },
    );
    expect(versions.map(({ source }) => /de la part (.*)$/m.exec(source)?.[1])).toEqual(['d’Odile', 'de Luce']);
  });

  test('the window of a campaign: the second sees the days of the first, and keeps theirs knowingly', async () => {
    const draft = { name: 'Printemps', filter: {}, author: 'Odile Rapide', now: new Date() };
    const made = await createCampaign(await house.world(), draft);
    if ('refusedBecause' in made) throw new Error(made.sentence.en);
    for (const page of [slow, quick]) {
      await open(page, `/campagnes/${made.campaignId}`);
      await page.getByText('Changer la période d’envoi').click();
    }
    await windowEnd(slow).fill('2031-01-31T18:00');
    await windowEnd(quick).fill('2031-02-28T18:00');
    await keepWindow(quick);
    await quick.getByText('La période d’envoi est changée').waitFor();
    await keepWindow(slow);
    await conflict(slow).waitFor();
    expect(await conflict(slow).innerText()).toMatch(/31 janv\.? 2031[\s\S]*28 févr\.? 2031/);
    await slow.getByRole('button', { name: 'Garder la mienne' }).click();
    await conflict(slow).waitFor({ state: 'detached' });
    const row = await house.database.one<{ until: Date }>(
      sql(`select send_before as until from crm.campaigns where estate_id = :'estate' and name = 'Printemps'`),
      { estate: houseEstate },
    );
    expect(row?.until.toISOString()).toBe('2031-01-31T17:00:00.000Z');
  });

  test('an audience: a name that is taken is not taken over unless it is said again', async () => {
    await saveAudience(quick, 'VIP');
    await quick.getByRole('dialog').waitFor({ state: 'detached' });
    await saveAudience(slow, 'Churn');
    await slow.getByText('Une audience s’appelle déjà « Noël »').waitFor();
    expect(await keptAudience()).toEqual([{ filter: { segments: ['VIP'] } }]);
    await slow.getByRole('button', { name: 'Remplacer l’audience' }).click();
    await slow.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await keptAudience()).toEqual([{ filter: { segments: ['Churn'] } }]);
  });
});

describe('a client who asks to be forgotten', () => {
  const name = 'Zéphyrinval';
  let code = '';
  let email = '';

  /** Every place that still says something of the person: tables by name, files by path. */
  async function traces(): Promise<string[]> {
    const found: string[] = [];
    const pattern = `z.?phyrinval|${email.replaceAll('.', '\\.')}`;
    for (const { name: table } of await allTables(house.database)) {
      const row = await house.database.one<{ rows: number }>(
        sql(`select count(*)::int as rows from ${table} as t where t.estate_id = :'estate' and t::text ~* :'pattern'`),
        { estate: houseEstate, pattern },
      );
      if ((row?.rows ?? 0) > 0) found.push(table);
    }
    for (const entry of await readdir(join(house.home, houseEstate), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      if (new RegExp(pattern, 'i').test(bytes.toString('utf8') + bytes.toString('latin1'))) found.push(entry.name);
    }
    return found;
  }

  async function askToErase(page: Page): Promise<void> {
    await page.getByRole('button', { name: /^Effacer .* partout$/ }).click();
    await page.getByLabel(`Pour confirmer, écrivez : ${code}`).fill(code);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Effacer .* partout$/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  test('is given all that is kept, as a document and as a table', async () => {
    ({ code, email } = await somebody());
    await open(quick, `/clients/${code}`);
    await quick.getByRole('button', { name: 'Corriger la fiche' }).click();
    await quick.getByLabel('Nom', { exact: true }).fill(name);
    await saveCorrections(quick);
    await quick.getByRole('dialog').waitFor({ state: 'detached' });
    await quick.getByLabel('Nouvelle note').fill(`Mme ${name} préfère le matin.`);
    await quick.getByRole('button', { name: 'Enregistrer la note' }).click();
    await quick.locator('.note', { hasText: name }).waitFor();
    const task = JSON.stringify({ title: `Rappeler ${name}`, clientCode: code });
    await quick.evaluate(`(async () => {
      const { csrf } = await fetch('/api/v1/session').then((answer) => answer.json());
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf, 'idempotency-key': 'rappel-rappel' };
      await fetch('/api/v1/tasks', { method: 'POST', headers, body: ${JSON.stringify(task)} });
    })()`);
    for (const [button, ending] of [
      ['Tout ce que nous gardons (JSON)', '.json'],
      ['Le même en tableau (CSV)', '.csv'],
    ] as const) {
      const [download] = await Promise.all([
        quick.waitForEvent('download'),
        quick.getByRole('link', { name: button }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`client-${code}${ending}`);
      const text = await readFile(await download.path(), 'utf8');
      for (const word of [name, email, 'préfère le matin', 'etl.ventes_lignes', 'crm.client_notes', 'files'])
        expect({ ending, word, isThere: text.includes(word) }).toEqual({ ending, word, isThere: true });
    }
  });

  test('is not half forgotten while Brevo refuses its key: the page says so, and everything is still there', async () => {
    const before = await traces();
    expect(before.length).toBeGreaterThan(5);
    house.brevo.control.behave({ apiKey: 'another key' });
    await askToErase(quick);
    await quick.getByText(/Brevo refuse la clé API.* Rien n['’]a été effacé/).waitFor({ timeout: 20_000 });
    expect(await quick.locator('.job').innerText()).not.toMatch(/--|cuvee /);
    expect(await traces()).toEqual(expect.arrayContaining(before));
    expect((await verifyJournal(house.database, houseEstate)).isWhole).toBe(true);
  });

  test('is then gone from every table and every file; the sales stay, the journal holds, the page finds nobody', async () => {
    const sales = () =>
      house.database.one(
        sql(`select count(*) as lines, sum(mt_ht) as ht, count(distinct client_code) as clients
          from etl.ventes_lignes where estate_id = :'estate'`),
        { estate: houseEstate },
      );
    const before = await sales();
    // Its clock stands still, and with it the second after which one may call again.
    house.brevo.control.behave({ apiKey: 'essai', areCallsLimited: false });
    await askToErase(quick);
    await quick.getByRole('status').getByText('terminé').waitFor({ timeout: 30_000 });
    expect(await traces()).toEqual([]);
    expect(await sales()).toEqual(before);
    expect((await verifyJournal(house.database, houseEstate)).isWhole).toBe(true);
    await open(slow, `/clients?q=${encodeURIComponent(name)}`);
    await slow
      .getByText(/^Aucun client/)
      .first()
      .waitFor();
    await open(slow, '/conformite');
    await slow.getByText(/effac/i).first().waitFor();
    const gone = await slow.evaluate((client) => fetch(`/api/v1/clients/${client}`).then(({ status }) => status), code);
    expect(gone).toBe(404);
  });
});
