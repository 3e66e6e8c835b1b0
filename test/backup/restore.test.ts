/** A backup is worth what its restore is worth. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendingInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import { estateFolders } from '../../src/1-raw/folders.ts';
import { type BackupResult, backUp } from '../../src/backup/back-up.ts';
import { differing, fingerprints } from '../../src/backup/fingerprints.ts';
import { listBackups } from '../../src/backup/backups.ts';
import { backupKey } from '../../src/backup/key.ts';
import { restore } from '../../src/backup/restore.ts';
import { restoreDrill } from '../../src/backup/restore-drill.ts';
import { verifyBackup } from '../../src/backup/verify-backup.ts';
import type { Session } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { type BackupCase, backupCase } from './backup-case.ts';

describe('the backup of an estate', () => {
  let estate: BackupCase;
  let backup: BackupResult;

  beforeAll(async () => {
    estate = await backupCase();
    const { stage, installation } = estate;
    backup = await backUp(stage.world, { reason: 'night', now: stage.now(), installation });
  });
  afterAll(async () => {
    await estate?.close();
  });

  it('holds every row and every file, and nothing of it can be read without the key', async () => {
    const { identity } = await backupKey(estate.installation.home);
    const manifest = await verifyBackup(backup.path, identity, backup.sha256);
    expect(backup.missing).toEqual([]);
    expect(manifest.tables.find(({ name }) => name === 'etl.ventes_lignes')?.rows).toBeGreaterThan(50);
    expect(manifest.files.map(({ path }) => path.split('/')[0])).toEqual(
      expect.arrayContaining(['raw', 'staging', 'curated', 'config']),
    );
    const bytes = await readFile(backup.path);
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(bytes.includes('ventes_lignes')).toBe(false);
    expect(bytes.includes('AGE-SECRET-KEY')).toBe(false);
  });

  it('is drilled: every table, every file, the journal, and the last run done again give the same', async () => {
    const { stage, installation } = estate;
    const now = new Date(stage.now().getTime() + 90 * 60_000);
    const drill = await restoreDrill(stage.world, { now, installation });
    expect(drill).toMatchObject({ ok: true, findings: [], rpoHours: 1.5, replay: 'same', rows: backup.rows });
  });

  it('waits while a run rewrites files, leaving no trace, and a run waits for it: what it holds is of one moment', async () => {
    const { stage, installation } = estate;
    const { settings } = settingsFrom({ vat_rate: 0.19 });
    const request = { reason: 'by_hand', now: stage.now(), installation } as const;
    const during: Promise<unknown>[] = [];
    // Another rate of VAT makes the run clean every file anew; the backup is asked for in the middle of that.
    const advance = (label: string): void => {
      if (label === 'CURATED' && during.length === 0)
        during.push(backUp(stage.world, request).catch((no: unknown) => no));
    };
    const changed = { ...stage.world, settings, configHash: 'other', progress: { advance, end: () => {} } };
    const asOf = stage.mondays[0] ?? '';
    const before = (await listBackups(stage.database, stage.estate)).length;
    expect((await runWeek(changed, { asOf })).stoppedBy).toBeUndefined();
    expect(await Promise.all(during)).toMatchObject([{ code: 'RUN_IN_PROGRESS', retry: 'later' }]);
    expect((await listBackups(stage.database, stage.estate)).length).toBe(before);

    const [made, run] = await Promise.allSettled([backUp(stage.world, request), runWeek(stage.world, { asOf })]);
    expect([made, run].filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'RUN_IN_PROGRESS' } },
    ]);
    await runWeek(stage.world, { asOf });
    backup = await backUp(stage.world, request);
    expect([backup.missing, backup.damaged]).toEqual([[], []]);
    const archived = join(stage.world.folders.root, (await archivedFile(stage.database, stage.estate)) ?? '');
    await chmod(archived, 0o644);
    const bytes = await readFile(archived);
    await writeFile(archived, Buffer.concat([bytes, Buffer.from('x')]));
    expect((await backUp(stage.world, request)).damaged.length).toBe(1);
    await writeFile(archived, bytes);
  });

  it('comes back beside the living estate with the same rows, and sends nothing until a person confirms it', async () => {
    const { stage, place, installation } = estate;
    const restored = await restore(place, { path: backup.path, estate: 'jumelle' });
    expect(restored).toMatchObject({ estate: 'jumelle', rows: backup.rows, secret: 'same', erasuresReplayed: 0 });
    const before = await fingerprints(stage.database, stage.estate);
    const twin = new Map(
      [...(await fingerprints(stage.database, 'jumelle'))].map(([table, print]) => [table, print.split(':')[0]]),
    );
    const counts = new Map([...before].map(([table, print]) => [table, print.split(':')[0]]));
    expect([...twin].filter(([table, rows]) => rows !== counts.get(table))).toEqual([]);
    const folders = estateFolders(installation.home, 'jumelle');
    expect(await sendingInstance(stage.database, { estate: 'jumelle', folders })).toMatchObject({ state: 'other' });
  });

  it('never takes the place of a living estate unasked; asked, it keeps what stood there first', async () => {
    const { stage, place } = estate;
    await expect(restore(place, { path: backup.path })).rejects.toMatchObject({ code: 'ESTATE_LIVES' });
    const before = await fingerprints(stage.database, stage.estate);
    const waiting = 'raw/isavigne/clients/clients_20260803.csv';
    await writeFile(join(stage.world.folders.root, waiting), 'code client;nom\nX1;Xavier\n');
    await stage.database.execute(sql(`delete from etl.clients where estate_id = :'estate'`), { estate: stage.estate });
    const restored = await restore(place, { path: backup.path, replace: true });
    expect(restored.before?.path).not.toBe(backup.path);
    expect(await readFile(join(stage.world.folders.root, waiting), 'utf8')).toContain('Xavier');
    expect(differing(before, await fingerprints(stage.database, stage.estate))).toEqual(['crm.sending_instances']);
    expect(await sendingInstance(stage.database, stage.world)).toMatchObject({ state: 'other' });
  });

  it.each([0, 0.02, 0.35, 0.7, 0.97, 1])(
    'with one byte changed at %d of its length is found and named',
    async (share) => {
      const { identity } = await backupKey(estate.installation.home);
      const bytes = await readFile(backup.path);
      const at = Math.min(bytes.length - 1, Math.floor(bytes.length * share));
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x20, at);
      const damaged = join(estate.installation.home, `damaged-${share}.cuvee.age`);
      await writeFile(damaged, bytes);
      await expect(verifyBackup(damaged, identity, backup.sha256)).rejects.toMatchObject({
        code: 'BACKUP_DAMAGED',
        sentence: { fr: expect.stringContaining(`damaged-${share}.cuvee.age`) },
      });
    },
  );
});

async function archivedFile(session: Session, estate: string): Promise<string | undefined> {
  const first = sql(`select archived_path as path from etl.files where estate_id = :'estate' order by path limit 1`);
  return (await session.one<{ path: string }>(first, { estate }))?.path;
}
