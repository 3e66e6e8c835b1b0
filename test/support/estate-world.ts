/** A world for tests: a cloned database, folders in a temporary home, a clock that stands still. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolders, estateFolders } from '../../src/1-raw/folders.ts';
import type { Database } from '../../src/db/database.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { settingsFrom, writeSettings } from '../../src/estate/settings-store.ts';
import type { World } from '../../src/world.ts';
import { testDatabase } from './database.ts';

export interface TestEstate {
  readonly world: World;
  readonly home: string;
  close(): Promise<void>;
}

const silent = (): void => {};

/** Makes an estate on a database of its own (or on the one given) with the settings it changes. */
export async function testEstate(
  options: { slug?: string; changes?: Record<string, unknown>; database?: Database } = {},
): Promise<TestEstate> {
  const estate = options.slug ?? 'petit-domaine';
  const changes = options.changes ?? {};
  const database = options.database ?? (await testDatabase());
  const home = await mkdtemp(join(tmpdir(), 'cuvee-test-'));
  await createEstate(database, { slug: estate, name: estate, isDemo: false });
  await writeSettings(database, { estate, actor: 'test', changes });
  const { settings, configHash } = settingsFrom(changes);
  const folders = estateFolders(home, estate);
  await createFolders(folders, Object.keys(settings.profiles));
  const world: World = {
    estate,
    database,
    folders,
    settings,
    configHash,
    codeVersion: 'test',
    actor: 'test',
    clock: () => new Date('2026-11-16T06:10:00Z'),
    log: { info: silent, warn: silent, error: silent },
    progress: { advance: silent, end: silent },
  };
  const close = async (): Promise<void> => {
    if (!options.database) await database.close();
    await rm(home, { recursive: true, force: true });
  };
  return { world, home, close };
}
