/** A person at a terminal reads sentences; the lines of the log are for programs and for servers. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropFolder } from '../../src/1-raw/folders.ts';
import { commandEnvironment, readEnvironment, serverEnvironment } from '../../src/cli/environment.ts';
import { openWorld } from '../../src/cli/open-world.ts';
import type { Database } from '../../src/db/database.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { testDatabase } from '../support/database.ts';

const cuvee = resolve(import.meta.dirname, '../../bin/cuvee.js');
let database: Database;
let home: string;

beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'cuvee-test-'));
});
afterAll(async () => {
  await database.close();
  await rm(home, { recursive: true, force: true });
});

it('a run that stops a file says so in French and shows no line of its log, but to a program', async () => {
  const [person, program] = await Promise.all([run('muller'), run('weber', '--json')]);
  expect(person.stdout).toContain('ventes_20261116.csv : il manque client_code');
  expect(person.stderr).toBe('');
  expect(program.stderr).toContain('"msg":"a file was stopped"');
  expect(JSON.parse(program.stdout)).toMatchObject({ estate: 'weber' });
});

it('a server logs wherever it was started, and whoever looks for a fault sees the log of a command', () => {
  const info = readEnvironment({ CUVEE_LOG_LEVEL: 'info' });
  expect(commandEnvironment(info, false).isQuiet).toBe(true);
  expect(serverEnvironment(commandEnvironment(info, false)).isQuiet).toBe(false);
  expect(commandEnvironment(readEnvironment({ CUVEE_LOG_LEVEL: 'debug' }), false).isQuiet).toBe(false);
});

/** `cuvee run` of an estate whose export has columns nobody knows; the server's own level, as on a host. */
async function run(slug: string, ...options: string[]): Promise<{ stdout: string; stderr: string }> {
  const variables = { CUVEE_HOME: home, DATABASE_URL: database.url, CUVEE_LOG_LEVEL: 'info', CUVEE_LANG: 'fr' };
  await createEstate(database, { slug, name: slug, isDemo: false });
  const { folders } = await openWorld(readEnvironment(variables), database, slug);
  const drop = dropFolder(folders, 'isavigne', 'ventes_lignes');
  await writeFile(join(drop, 'ventes_20261116.csv'), 'un;deux;trois\n1;2;3\n');
  return new Promise((done) => {
    execFile(
      process.execPath,
      [cuvee, 'run', '--estate', slug, '--as-of', '2026-11-16', ...options],
      { env: { ...process.env, ...variables } },
      (_, stdout, stderr) => done({ stdout, stderr }),
    );
  });
}
