import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { orphanedClusters, removeOrphan } from '../../src/db/embedded-orphans.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'cuvee-test-orphans-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

it('a cluster whose data folder is gone is named with its size, and removed unless a server runs in it', async () => {
  const root = join(home, 'moved');
  const make = async (belongsTo: string): Promise<string> => {
    const folder = join(root, randomUUID());
    await mkdir(join(folder, 'cluster'), { recursive: true });
    await writeFile(join(folder, 'belongs-to'), `${belongsTo}\n`);
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '18\n');
    return folder;
  };
  const living = join(home, 'data', '.postgres');
  await mkdir(living, { recursive: true });
  await writeFile(join(living, 'moved-to'), `${await make(living)}\n`);
  const idle = await make(join(home, 'gone'));
  const running = await make(join(home, 'gone too'));
  await writeFile(join(running, 'cluster', 'postmaster.pid'), `${process.pid}\n/x\n1\n5432\n`);
  // The folder of somebody else, with no word of ours in it.
  await mkdir(join(root, 'domaine-muller'));

  const orphans = await orphanedClusters(root);
  expect(orphans.map(({ folder, isInUse }) => ({ folder, isInUse }))).toEqual(
    [
      { folder: idle, isInUse: false },
      { folder: running, isInUse: true },
    ].toSorted((one, other) => (one.folder < other.folder ? -1 : 1)),
  );
  expect(orphans.find(({ folder }) => folder === idle)?.bytes).toBeGreaterThan(3);
  for (const orphan of orphans) expect(await removeOrphan(orphan)).toBe(!orphan.isInUse);
  expect([existsSync(idle), existsSync(running)]).toEqual([false, true]);
  expect(await orphanedClusters(join(home, 'nowhere'))).toEqual([]);
});
