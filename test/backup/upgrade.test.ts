/** What an earlier version left must open in this one: its backups, and its databases, which are backed up before they change. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUpBeforeUpgrade } from '../../src/backup/before-upgrade.ts';
import { listBackups } from '../../src/backup/backups.ts';
import { backupKey } from '../../src/backup/key.ts';
import { openArchive } from '../../src/backup/open-archive.ts';
import { readHead } from '../../src/backup/archive-reader.ts';
import { restore } from '../../src/backup/restore.ts';
import { withScratchDatabase } from '../../src/backup/scratch.ts';
import { verifyBackup } from '../../src/backup/verify-backup.ts';
import type { Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { testDatabase } from '../support/database.ts';
import { versionFigures } from '../support/version-figures.ts';

const versions = join(import.meta.dirname, '../fixtures/versions');
const silent = (): void => {};
const secret = 'the secret of this installation of tests';

describe.each(['0.1.0'])('version %s', (version) => {
  const folder = join(versions, version);
  const path = join(folder, 'petite-cuvee.cuvee.age');
  const keyFile = join(folder, 'backup-key');
  let database: Database;
  let home: string;

  beforeAll(async () => {
    database = await testDatabase();
    home = await mkdtemp(join(tmpdir(), 'cuvee-test-'));
  });
  afterAll(async () => {
    await database?.close();
    await rm(home, { recursive: true, force: true });
  });

  it('left a backup that opens today, in an empty installation, with the same figures', async () => {
    const place = {
      database,
      installation: { home, secret },
      codeVersion: 'test',
      actor: 'Claire',
      clock: () => new Date('2026-11-23T08:00:00Z'),
      log: { info: silent, warn: silent, error: silent },
      progress: { advance: silent, end: silent },
    };
    const restored = await restore(place, { path, keyFile });
    expect(restored).toMatchObject({ estate: 'petite-cuvee', secret: 'kept' });
    expect(await versionFigures(database, 'petite-cuvee')).toEqual({
      ...JSON.parse(await readFile(join(folder, 'figures.json'), 'utf8')),
      acts: expect.any(Number),
    });
    expect(await readdir(join(home, 'petite-cuvee'))).toEqual(expect.arrayContaining(['raw', 'staging', 'curated']));
  });

  it('is not opened without its key', async () => {
    const { identity } = await backupKey(home);
    await expect(readHead(path, identity)).rejects.toMatchObject({ code: 'BACKUP_KEY_WRONG' });
  });

  it('left a database that is backed up as it is before it is upgraded', async () => {
    const { identity } = await backupKey(folder);
    await withScratchDatabase(database, async (old) => {
      const scratchHome = join(home, 'old');
      await openArchive(path, identity, { scratch: old, folder: join(scratchHome, 'petite-cuvee') });
      const installation = { home: scratchHome, secret };
      const backups: Awaited<ReturnType<typeof backUpBeforeUpgrade>> = [];
      await migrate(old, undefined, {
        async beforeUpgrade() {
          backups.push(...(await backUpBeforeUpgrade(old, { installation, codeVersion: 'test', now: new Date(0) })));
        },
      });
      for (const backup of backups) await backup.note(old);
      const [kept] = await listBackups(old, 'petite-cuvee');
      expect(kept).toMatchObject({ reason: 'before_upgrade', state: 'done' });
      const ours = await backupKey(scratchHome);
      const manifest = await verifyBackup(backups[0]?.path ?? '', ours.identity, kept?.sha256 ?? '');
      expect(manifest.schemaVersion).toBe((await readHead(path, identity)).schemaVersion);
    });
  });
});
