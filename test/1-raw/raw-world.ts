/** A world for room 1: a real database, and the folders of an estate in a temporary place. */
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolders, dropFolder, estateFolders } from '../../src/1-raw/folders.ts';
import { listReceived } from '../../src/1-raw/received-files.ts';
import type { Database } from '../../src/db/database.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import type { Dataset } from '../../src/values/dataset.ts';
import type { RunWorld } from '../../src/world.ts';

export const firstRun = '01900000-0000-7000-8000-000000000001';
export const secondRun = '01900000-0000-7000-8000-000000000002';
/** When every test looks: dropped files are an hour older unless a test says otherwise. */
export const now = new Date('2026-11-16T06:10:00Z');
const anHourEarlier = new Date('2026-11-16T05:00:00.400Z');

export interface RawWorld extends RunWorld {
  /** The same estate in a later run. */
  readonly nextRun: RunWorld;
  drop(dataset: Dataset, name: string, content: string | Buffer, modifiedAt?: Date): Promise<string>;
  remove(): Promise<void>;
}

export { listReceived };

/** An estate of its own for one test. */
export async function rawWorld(database: Database, estate: string): Promise<RawWorld> {
  const home = await mkdtemp(join(tmpdir(), 'cuvee-raw-'));
  const folders = estateFolders(home, estate);
  await createFolders(folders, ['isavigne']);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const world: RunWorld = {
    estate,
    database,
    folders,
    settings: parseSettings({}),
    configHash: 'c'.repeat(64),
    codeVersion: '0.1.0',
    actor: 'cuvee',
    clock: () => now,
    log: silent,
    progress: { advance: () => {}, end: () => {} },
    runId: firstRun,
    asOf: '2026-11-16',
  };
  return {
    ...world,
    nextRun: { ...world, runId: secondRun },
    async drop(dataset, name, content, modifiedAt = anHourEarlier) {
      const path = join(dropFolder(folders, 'isavigne', dataset), name);
      await writeFile(path, content);
      await utimes(path, modifiedAt, modifiedAt);
      return path;
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
