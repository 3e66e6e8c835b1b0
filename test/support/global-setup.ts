/**
 * Before all tests: one PostgreSQL (the embedded one in a temporary folder without fsync, or that of
 * CUVEE_TEST_DATABASE_URL or DATABASE_URL), and in it a template database with all migrations, which `testDatabase`
 * clones. After them: everything is removed again.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { removeEmbedded, startEmbedded } from '../../src/db/embedded.ts';
import { isAlive } from '../../src/db/embedded-process.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sql } from '../../src/db/sql.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's connection string, and the prefix of every database this run of the tests makes. */
    testServer: { readonly url: string; readonly prefix: string };
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const prefix = `cuvee_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  const teardown = async (): Promise<void> => {
    try {
      await dropDatabases(server.url, prefix);
    } finally {
      await server.stop();
    }
  };
  try {
    await makeTemplate(server.url, `${prefix}_template`);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('testServer', { url: server.url, prefix });
  return teardown;
}

async function testServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env['CUVEE_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (given) return { url: given, stop: async () => {} };
  await sweepAbandoned();
  const folder = await mkdtemp(join(tmpdir(), `cuvee-test-${process.pid}-`));
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o711);
  const embedded = await startEmbedded({ folder: join(folder, 'postgres'), fsync: false });
  return {
    url: embedded.url,
    async stop() {
      await embedded.release();
      await removeEmbedded({ folder: join(folder, 'postgres') });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the servers, and removes the folders, of test runs that were killed. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^cuvee-test-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    await removeEmbedded({ folder: join(folder, 'postgres') }).catch(() => {});
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

async function makeTemplate(url: string, name: string): Promise<void> {
  await withDatabase(url, (server) =>
    server.execute(sql(`create database ${name} template template0 encoding 'UTF8'`)),
  );
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${name}`;
  await withDatabase(templateUrl.href, (template) => migrate(template));
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  await withDatabase(url, async (server) => {
    const ours = await server.rows<{ name: string }>(
      sql(`select datname as name from pg_database where starts_with(datname, :'prefix')`),
      { prefix },
    );
    for (const { name } of ours) await server.execute(sql(`drop database if exists ${name} with (force)`));
  });
}

async function withDatabase(url: string, work: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await openDatabase({ url, embeddedFolder: '' });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}
