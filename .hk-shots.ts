import { mkdir } from 'node:fs/promises';
import { readEnvironment } from './src/cli/environment.ts';
import { openToStay } from './src/cli/house-tools.ts';
import { openWorld } from './src/cli/open-world.ts';
import { createServer } from './src/api/server.ts';
import { evaluate } from './src/6-recommend/evaluate/evaluate.ts';
import { addTask } from './src/8-campaign/tasks/tasks.ts';
import { composeWeekReport, runToReport } from './src/scheduler/report/week-report.ts';
import { sql } from './src/db/sql.ts';
import { inviteUser } from './src/people/users.ts';
import { uuidV7 } from './src/values/uuid.ts';
import { openBrowser, visit, axe } from './test/web/support/browser.ts';
const env = readEnvironment({ CUVEE_HOME: '/tmp/hk-demo' });
const { openDatabase } = await import('./src/db/database.ts'); const { embeddedFolder } = await import('./src/cli/environment.ts'); const database = await openDatabase({ embeddedFolder: embeddedFolder(env) });
const log = { info() {}, warn: console.log, error: console.log };
const world = await openWorld(env, database, 'petit-domaine');
const run = await runToReport(database, 'petit-domaine');
const asOf = run?.asOf ?? '2026-11-23';
console.log('asOf', asOf);
console.time('evaluate');
await evaluate({ ...world, asOf, runId: uuidV7(new Date()) }, { origins: 4, horizonDays: 90, seed: 1 });
console.timeEnd('evaluate');
if (run && !run.reportId) {
  const content = await composeWeekReport(world, run);
  await database.execute(sql(`insert into app.reports (estate_id, report_id, kind, run_id, content, written_at) values ('petit-domaine', :'id'::uuid, 'week', :'run'::uuid, :'c'::jsonb, now())`), { id: uuidV7(new Date()), run: run.runId, c: JSON.stringify(content) });
}
const [client] = await database.rows<{ c: string }>(sql(`select client_code as c from etl.clients where estate_id='petit-domaine' and telephone is not null limit 1`));
for (const [i, title] of ['Appeler ce client', "Prendre des nouvelles après l'achat", 'Vérifier l’adresse'].entries())
  await addTask(database, { estate: 'petit-domaine', taskKey: `shot:${i}`, kind: i === 0 ? 'call' : 'follow_up', title, ...(client ? { clientCode: client.c } : {}), dueOn: i === 2 ? '2026-12-01' : '2026-11-20', author: i === 0 ? 'règle : client très engagé' : 'Claire', now: new Date() });
const app = await createServer({ database, secret: 'a secret of the installation, long enough', publicUrl: 'http://127.0.0.1:45877', clock: () => new Date(), log, openWorld: (d, e) => openWorld(env, d, e), pageFolder: '/tmp/hk-dist' } as never);
await app.listen({ port: 45877, host: '127.0.0.1' });
const email = `anne${Date.now()}@petit-domaine.fr`;
const { linkSecret } = await inviteUser(database, { estate: 'petit-domaine', name: 'Anne', email, role: 'administrateur', language: 'fr', by: 'x', now: new Date() });
const answer = await app.inject({ method: 'POST', url: '/api/v1/sign-in/link', payload: { link: `petit-domaine.${linkSecret}`, password: 'quatre chevaux sous la neige' }, headers: { 'sec-fetch-site': 'same-origin' } });
const cookie = answer.cookies.find((c) => c.name.endsWith('session'))!;
const out = '/tmp/hk-shots'; await mkdir(out, { recursive: true });
const only = process.argv[2]?.split(',');
const pages: [string, string][] = [['taches', '/a-faire'], ['regles', '/regles'], ['qualite', '/qualite'], ['conformite', '/conformite'], ['journal', '/journal'], ['resultats', '/resultats'], ['semaine', '/semaine'], ['reglages', '/reglages'], ['reglages-campagnes', '/reglages/campagnes'], ['reglages-scenarios', '/reglages/scenarios'], ['reglages-sauvegardes', '/reglages/sauvegardes'], ['personnes', '/reglages/personnes'], ['jetons', '/reglages/jetons'], ['alertes', '/reglages/alertes'], ['document', '/reglages/document']];
const browser = await openBrowser();
for (const screen of ['desk', 'phone'] as const) {
  const { context, page, troubles } = await visit(browser, { origin: 'http://127.0.0.1:45877', screen });
  await context.addCookies([{ name: cookie.name, value: cookie.value, url: 'http://127.0.0.1:45877' }]);
  for (const [name, path] of pages) {
    if (only && !only.includes(name)) continue;
    await page.goto(path);
    await page.waitForLoadState('load');
    await page.waitForTimeout(1500);
    if (name === 'regles') { await page.getByText('Modifier ou essayer').nth(3).click(); await page.getByText('Essayer sur les huit').click(); await page.waitForTimeout(500); }
    if (name === 'conformite') { await page.getByText('Compter maintenant').click(); await page.waitForTimeout(2500); }
    await page.screenshot({ path: `${out}/${name}-${screen}.png`, fullPage: true });
    const found = await axe(page).catch((e) => [String(e)]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    console.log(screen, name, 'axe', found.length, found.slice(0, 4), wide > 0 ? `WIDE ${wide}` : '', troubles().slice(-2).join(' | '));
  }
  await context.close();
}
await browser.close(); await app.close(); await database.close();
