/** Many estates on one host, each with its own account at Brevo: none ever uses that of another. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetBrevoKey, keepBrevoKey } from '../../src/8-campaign/account/brevo-key.ts';
import { confirmInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import { type Environment, readEnvironment } from '../../src/cli/environment.ts';
import { houseToolsOf } from '../../src/cli/house-tools.ts';
import { openWorld } from '../../src/cli/open-world.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { createEstate } from '../../src/estate/estates.ts';
import type { FakeBrevo } from '../../src/fake-brevo/start.ts';
import { createOuterFacts } from '../../src/scheduler/alarms/outer-facts.ts';
import type { World } from '../../src/world.ts';
import { openAccounts, openFake } from '../fake-brevo/support.ts';
import { testDatabase } from '../support/database.ts';

const secret = 'the secret of an installation of tests';
const now = new Date('2026-11-16T06:10:00Z');
let database: Database;
let home: string;

beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'cuvee-test-'));
  for (const slug of ['muller', 'weber', 'klein', 'roth']) {
    await createEstate(database, { slug, name: slug, isDemo: false });
    const world = await openWorld(environmentWith({}), database, slug);
    await confirmInstance(world, 'Claire', now);
    if (slug === 'muller' || slug === 'weber') await keepBrevoKey(world, { key: `xkeysib-${slug}`, secret, now });
  }
});
afterAll(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

function environmentWith(more: Record<string, string>): Environment {
  return readEnvironment({ CUVEE_HOME: home, CUVEE_SECRET: secret, DATABASE_URL: database.url, ...more });
}

/** Three accounts behind one address: of two estates, and of the house for everybody else. */
async function openThree(): Promise<{ accounts: Record<'muller' | 'weber' | 'house', FakeBrevo>; apiUrl: string }> {
  const accounts = {
    muller: await openFake({ apiKey: 'xkeysib-muller', creditsPerDay: 12 }),
    weber: await openFake({ apiKey: 'xkeysib-weber', isIpRefused: true }),
    house: await openFake({ apiKey: 'xkeysib-house' }),
  };
  const { muller, weber, house } = accounts;
  const { apiUrl } = await openAccounts({ 'xkeysib-muller': muller, 'xkeysib-weber': weber, 'xkeysib-house': house });
  return { accounts, apiUrl };
}

function worldOf(slug: string): Promise<World> {
  return openWorld(environmentWith({}), database, slug);
}

describe('the key of an estate’s own account', () => {
  it('serves that estate alone; the others use the installation’s', async () => {
    const { accounts, apiUrl } = await openThree();
    accounts.weber.control.behave({ isIpRefused: false });
    const tools = houseToolsOf(
      environmentWith({ BREVO_API_KEY: 'xkeysib-house', BREVO_API_URL: apiUrl }),
      database,
      '',
    );
    for (const slug of ['muller', 'weber', 'klein', 'roth']) {
      await (await tools.brevoOf(slug))?.upsertContact({ email: `client@${slug}.test` });
      const mailer = await tools.houseMailer(slug, 'brevo');
      const letter = { letterId: 'l', to: { email: `owner@${slug}.test` }, subject: 's', html: '<p>h</p>', text: 't' };
      await mailer?.send({
        batchId: `3f1c9a52-0000-4000-8000-00000000000${slug.length}`,
        sender: { email: `bonjour@${slug}.test`, name: slug },
        letters: [{ ...letter, headers: {} }],
        tags: [],
      });
    }
    const seen = Object.entries(accounts).map(([name, { control }]) => [
      name,
      control.counts().contacts,
      control.letters().map(({ email }) => email),
    ]);
    expect(seen).toEqual([
      ['muller', 1, ['owner@muller.test']],
      ['weber', 1, ['owner@weber.test']],
      ['house', 2, ['owner@klein.test', 'owner@roth.test']],
    ]);
    expect(await tools.brevoOf('klein')).toBe(await tools.brevoOf('roth'));
    expect(await tools.brevoOf('klein')).not.toBe(await tools.brevoOf('muller'));
  });

  it('has credits and a list of known addresses of its own: each is asked, and told of, by itself', async () => {
    const { accounts, apiUrl } = await openThree();
    const tools = houseToolsOf(
      environmentWith({ BREVO_API_KEY: 'xkeysib-house', BREVO_API_URL: apiUrl }),
      database,
      '',
    );
    const outerFacts = createOuterFacts();
    const told: Record<string, unknown> = {};
    for (const slug of ['muller', 'weber', 'klein', 'roth']) {
      told[slug] = (await outerFacts(await worldOf(slug), tools)).brevoAccount;
    }
    expect(told).toMatchObject({
      muller: { state: 'well', emailCredits: 12 },
      weber: { state: 'refused', because: 'ip' },
      klein: { state: 'well' },
    });
    expect(told['roth']).toEqual(told['klein']);
    expect(accounts.house.control.counts().calls).toEqual({ 'GET /account': 1 });
  });

  it('is no reason to use another account where it cannot be opened: that is an alarm', async () => {
    const { accounts, apiUrl } = await openThree();
    const elsewhere = environmentWith({
      CUVEE_SECRET: 'the secret of some other installation of tests',
      BREVO_API_KEY: 'xkeysib-house',
      BREVO_API_URL: apiUrl,
    });
    const tools = houseToolsOf(elsewhere, database, 'https://cuvee.test');
    await expect(tools.brevoOf('muller')).rejects.toMatchObject({ code: 'BREVO_KEY_SEALED' });
    await expect(tools.openChannel('muller', 'brevo')).rejects.toMatchObject({ code: 'BREVO_KEY_SEALED' });
    const { brevoAccount } = await createOuterFacts()(await worldOf('muller'), { ...tools, publicUrl: '' });
    expect(brevoAccount).toEqual({ state: 'refused', because: 'sealed', ipAddress: undefined });
    expect(accounts.house.control.counts().calls).toEqual({});
  });

  it('is sealed on disk and absent from the journal; a change of account has every refusal told again', async () => {
    const world = await worldOf('roth');
    const insertTold = sql(
      `insert into crm.brevo_blocks (estate_id, email_hash, state, attempts, last_code, next_try_at, told_at)
       values (:'estate', 'abc', 'told', 1, 'done', :'now'::timestamptz, :'now'::timestamptz)`,
    );
    const states = () => database.rows(sql(`select state from crm.brevo_blocks where estate_id = 'roth'`));
    await database.execute(insertTold, { estate: 'roth', now: now.toISOString() });
    await keepBrevoKey(world, { key: 'xkeysib-roth', secret, now });
    expect(await states()).toEqual([{ state: 'waiting' }]);
    expect(await readFile(join(world.folders.config, 'brevo-key.json'), 'utf8')).not.toContain('roth');
    await forgetBrevoKey(world, now);
    const journal = await database.rows<{ action: string; after: unknown }>(
      sql(`select action, after from app.journal where estate_id = 'roth' and action like 'brevo.%' order by at`),
    );
    expect(journal).toEqual([
      { action: 'brevo.key_kept', after: null },
      { action: 'brevo.key_forgotten', after: null },
    ]);
  });
});

describe('cuvee brevo key', () => {
  const cuvee = resolve(import.meta.dirname, '../../bin/cuvee.js');

  it('takes the key from standard input, asks Brevo, and says in the doctor whose key serves', async () => {
    const { apiUrl } = await openThree();
    const variables = { BREVO_API_URL: apiUrl, BREVO_API_KEY: 'xkeysib-house' };
    const [smtp, unknown] = await Promise.all([give('xsmtpsib-muller', variables), give('xkeysib-unknown', variables)]);
    expect(smtp).toMatchObject({ code: 1, stderr: expect.stringContaining('clé API') });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('refuse la clé') });
    const given = await give('xkeysib-muller', variables);
    expect(given).toMatchObject({ code: 0, stdout: expect.stringContaining('12 crédits') });
    expect(given.stdout + given.stderr).not.toContain('xkeysib-muller');
    const { stdout: doctor } = await call(['doctor'], variables);
    expect(doctor).toContain('Brevo de klein : la clé du domaine');
    expect(doctor).toContain("Brevo de roth : la clé de l'installation");
  });

  const give = (key: string, variables: Record<string, string>) =>
    call(['brevo', 'key', '--estate', 'klein'], variables, key);

  function call(
    args: readonly string[],
    variables: Record<string, string>,
    input = '',
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = {
      ...process.env,
      CUVEE_LANG: 'fr',
      CUVEE_HOME: home,
      CUVEE_SECRET: secret,
      DATABASE_URL: database.url,
    };
    return new Promise((done) => {
      const child = execFile(
        process.execPath,
        [cuvee, ...args],
        { env: { ...env, ...variables } },
        (_, stdout, stderr) => done({ code: child.exitCode ?? -1, stdout, stderr }),
      );
      child.stdin?.end(`${input}\n`);
    });
  }
});
