import { existsSync, readdirSync, readFileSync, writeFileSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { takeExports } from './src/1-raw/take-exports.ts';
import { createServer } from './src/api/server.ts';
import { readEnvironment } from './src/cli/environment.ts';
import { openMigrated, openWorld } from './src/cli/open-world.ts';
import { generateDemo } from './src/demo/generate.ts';
import { createEstate } from './src/estate/estates.ts';
import { readSecret } from './src/estate/secret.ts';
import { inviteUser } from './src/people/users.ts';
import { runWeek } from './src/run/run-week.ts';
import { axe, openBrowser, shot, visit } from './test/web/support/browser.ts';
const home = '/tmp/w4-home';
const estate = 'petit-domaine';
const isNew = !existsSync(join(home, 'made'));
const environment = readEnvironment({ CUVEE_HOME: home, CUVEE_LOG_LEVEL: 'error' });
const database = await openMigrated(environment);
const monday = '2026-11-23';
if (isNew) {
  await createEstate(database, { slug: estate, name: 'Domaine de la Petite Cuvée', isDemo: true });
  const folder = join(home, 'exports');
  await generateDemo({ out: folder, clients: 150, years: 3, seed: 3, until: monday });
  const later = join(home, 'monday');
  for (const d of readdirSync(folder)) { try { for (const f of readdirSync(join(folder, d))) if (f.includes('20261123')) { mkdirSync(join(later, d), { recursive: true }); renameSync(join(folder, d, f), join(later, d, f)); } } catch {} }
  const world = await openWorld(environment, database, estate);
  await takeExports(world, folder);
  for (const asOf of ['2026-11-16']) { const r = await runWeek(world, { asOf }); console.log(asOf, r.report.ok, r.stoppedBy?.sentence.fr); }
  writeFileSync(join(home, 'made'), '');
}
const port = 47614; const origin = `http://127.0.0.1:${port}`;
const note = (level: string) => (m: string, f?: unknown) => { if (level !== 'info') console.log(level, m, JSON.stringify(f).slice(0, 1500)); };
const app = await createServer({ database, secret: await readSecret(home, environment.secret), publicUrl: origin, clock: () => new Date('2026-11-23T07:00:00Z'), log: { info: note('info'), warn: note('warn'), error: note('error') }, openWorld: (d, e) => openWorld(environment, d, e), pageFolder: '/tmp/w4-dist' });
await app.listen({ port, host: '127.0.0.1' });
const browser = await openBrowser();
try {
  const { linkSecret } = await inviteUser(database, { estate, name: `Élise ${Date.now() % 1000}`, email: `elise${Date.now()}@example.fr`, role: 'administrateur', language: 'fr', by: 'test', now: new Date('2026-11-23T07:00:00Z') });
  let state: any;
  const wanted = (process.argv[2] ?? '').split(',').filter(Boolean);
  for (const screen of ['desk', 'phone'] as const) {
    const v = await visit(browser, { origin, screen });
    if (!state) {
      const r = await v.context.request.post(`${origin}/api/v1/sign-in/link`, { data: { link: `${estate}.${linkSecret}`, password: 'quatre chevaux sous la neige' } });
      console.log('signed', r.status()); state = await v.context.storageState();
    } else await v.context.addCookies(state.cookies);
    const page = v.page;
    const look = async (name: string) => { await page.waitForLoadState('networkidle'); await page.waitForTimeout(500); await shot(page, `${screen}-${name}`, '/tmp/w4-shots'); for (const line of await axe(page)) console.log('AXE', screen, name, line.slice(0, 400)); const w = await page.evaluate('document.documentElement.scrollWidth - innerWidth'); if (Number(w) > 0) console.log('WIDE', screen, name, w); };
    const see = async (name: string, address: string) => { if (wanted.length && !wanted.includes(name)) return; await page.goto(address); await look(name); };
    await see('home', '/');
    if (screen === 'desk' && isNew) {
      await page.goto('/imports');
      const files = readdirSync(join(home, 'monday')).flatMap((d) => readdirSync(join(home, 'monday', d)).map((f) => join(home, 'monday', d, f)));
      writeFileSync('/tmp/w4-home/kunden.csv', 'Kdnr;Familienname;Ort;Mailadresse\nCL001;Muller;Colmar;a@example.org\nCL002;Weber;Riquewihr;b@example.org\n');
      await page.setInputFiles('input[type=file]', [...files, '/tmp/w4-home/kunden.csv']);
      await page.waitForTimeout(2500); await look('imports-dropped');
      const world = await openWorld(environment, database, estate);
      // some lines that cannot be taken
      const sales = files.find((f) => f.includes('vente') || f.includes('ligne')) ?? files[0]!;
      console.log('files', files.map((f) => f.split('/').at(-1)));
      const r = await runWeek({ ...world, clock: () => new Date('2026-11-23T06:10:00Z') }, { asOf: monday }); console.log(monday, r.report.ok, r.report.totals, r.stoppedBy?.sentence.fr);
    }
    await see('imports', '/imports');
    await page.goto('/imports'); await page.waitForLoadState('networkidle');
    const run = await page.locator('a[href*="/imports/runs/"]').nth(1).getAttribute('href');
    const hash = (await page.evaluate(`fetch('/api/v1/files?limit=20').then(r=>r.json())`) as any).items;
    const salesFile = hash.find((f: any) => f.dataset === 'ventes_lignes'); const kunden = hash.find((f: any) => f.name === 'kunden.csv');
    await see('run', run ?? '/imports');
    if (kunden) await see('mapping', `/imports/mapping/${kunden.source}/${kunden.dataset}?file=${kunden.fileHash}`);
    await see('rejects', '/imports/rejects');
    if (!wanted.length || wanted.includes('correct')) { await page.goto('/imports/rejects'); await page.waitForLoadState('networkidle'); const b = page.getByRole('button', { name: /Corriger ici/ }).first(); if (await b.count()) { await b.click(); await look('correct'); if (screen === 'desk') { await page.locator('dialog input[type=text], dialog input:not([type])').first().fill('01/10/2026'); await page.getByRole('button', { name: 'Enregistrer la correction' }).click(); await page.waitForTimeout(800); await look('corrected'); } } }
    await see('health', '/donnees');
    await see('file', `/files/${salesFile.fileHash}?line=40`);
    console.log('troubles', screen, v.troubles());
    await v.context.close();
  }
} finally { await browser.close(); await app.close(); await database.close(); }
