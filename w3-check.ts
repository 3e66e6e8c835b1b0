import { createServer } from './src/api/server.ts';
import { openDatabase } from './src/db/database.ts';
import { readEnvironment } from './src/cli/environment.ts';
import { embeddedFolder } from './src/cli/environment.ts';
import { openWorld } from './src/cli/open-world.ts';
import { readSecret } from './src/estate/secret.ts';
import { inviteUser } from './src/people/users.ts';
import { axe, openBrowser, shot, visit } from './test/web/support/browser.ts';
const environment = readEnvironment({ CUVEE_HOME: '/tmp/w3-home' });
const database = await openDatabase({ embeddedFolder: embeddedFolder(environment) });
const port = 47613;
const origin = `http://127.0.0.1:${port}`;
const note = (level: string) => (m: string, f?: unknown) => { if (level !== 'info') console.log(level, m, JSON.stringify(f).slice(0, 1500)); };
import { writeSettings } from './src/estate/settings-store.ts';
await writeSettings(database, { estate: 'petit-domaine', actor: 'test', changes: { sender: { name: 'Claire Petit', email: 'bonjour@petit-domaine.example', legal_name: 'Petit Domaine', postal_address: ['12 rue des Vignes', '68420 Eguisheim'], website: 'https://petit-domaine.example', privacy_url: 'https://petit-domaine.example/donnees', shop_url: 'https://petit-domaine.example/vins/{produit}' } } });
const app = await createServer({ database, secret: await readSecret(environment.home, environment.secret), publicUrl: origin, clock: () => new Date(), log: { info: note('info'), warn: note('warn'), error: note('error') }, openWorld: (d, e) => openWorld(environment, d, e), pageFolder: '/tmp/w3-dist' });
await app.listen({ port, host: '127.0.0.1' });
const browser = await openBrowser();
try {
  const { linkSecret } = await inviteUser(database, { estate: 'petit-domaine', name: `Élise ${Date.now() % 1000}`, email: `elise${Date.now()}@example.fr`, role: 'administrateur', language: 'fr', by: 'test', now: new Date() });
  for (const screen of (process.argv[2] ?? 'desk,phone').split(',') as ('desk' | 'phone')[]) {
    const v = await visit(browser, { origin, screen });
    if (screen === 'desk' || process.argv[2] === 'phone') {
      const r = await v.context.request.post(`${origin}/api/v1/sign-in/link`, { data: { link: `petit-domaine.${linkSecret}`, password: 'quatre chevaux sous la neige' } });
      console.log('signed', r.status());
      (globalThis as any).state = await v.context.storageState();
    } else await v.context.addCookies((globalThis as any).state.cookies);
    const { walk } = await import('./w3-walk.ts');
    await walk(v.page, screen, { shot: (n: string) => v.page.screenshot({ path: `/tmp/w3/shots/${screen}-${n}.png` }), axe: async (n: string) => { const found = await axe(v.page); for (const line of found) console.log('AXE', screen, n, line.slice(0, 400)); } });
    console.log('troubles', screen, v.troubles());
    await v.context.close();
  }
} finally { await browser.close(); await app.close(); await database.close(); }
